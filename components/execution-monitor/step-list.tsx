"use client";

import { type KeyboardEvent, useRef } from "react";
import { useNow } from "@/components/shared/clock";
import { plural } from "@/components/shared/format";
import { nextStep } from "@/components/shared/plan-graph";
import { callWords } from "@/components/shared/plan-words";
import { STATUS_LOOKS } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { shortReason, waitSentence } from "@/components/shared/step-sentence";
import { Duration } from "@/components/shared/time";
import { VirtualRows, type VirtualRowsHandle } from "@/components/shared/virtual-rows";
import { cn } from "@/components/ui/cn";
import type { ExecutionView, GraphStep, StepView } from "@/server/services/execution-view";

export interface StepListProps {
  view: ExecutionView;
  selectedId: string | null;
  onSelect: (stepId: string) => void;
}

/** The steps in their order, hanging together as a chain. */
export function StepList({ view, selectedId, onSelect }: StepListProps) {
  const steps = new Map(view.steps.map((step) => [step.id, step]));
  const rows = useRef<VirtualRowsHandle>(null);
  return (
    <VirtualRows
      ref={rows}
      count={view.graph.length}
      rowHeight={49}
      keyOf={(index) => view.graph[index]?.id ?? index}
      className="chain-list"
      frameClassName="max-md:overflow-visible"
      onKeyDown={(event) =>
        moveThrough(event, view.graph, { onSelect, reveal: (index) => rows.current?.reveal(index) })
      }
    >
      {(index) => {
        const plan = view.graph[index];
        const step = plan && steps.get(plan.id);
        return plan && step ? (
          <Row plan={plan} step={step} selected={plan.id === selectedId} onSelect={onSelect} />
        ) : null;
      }}
    </VirtualRows>
  );
}

/** Arrow keys move the focus and the choice through rows that carry `data-step-id`. */
export function moveThrough(
  event: KeyboardEvent<HTMLElement>,
  steps: readonly { id: string }[],
  { onSelect, reveal }: { onSelect: (stepId: string) => void; reveal: (index: number) => void },
): void {
  const to = nextStep(event.key, steps, (event.target as HTMLElement).dataset.stepId ?? null);
  if (!to || event.key === "ArrowLeft" || event.key === "ArrowRight") return;
  event.preventDefault();
  const list = event.currentTarget;
  const focus = () => list.querySelector<HTMLElement>(`[data-step-id="${CSS.escape(to)}"]`)?.focus();
  reveal(steps.findIndex(({ id }) => id === to));
  focus();
  // A row of a long list is there only once it has been scrolled to.
  requestAnimationFrame(focus);
  onSelect(to);
}

const ROLE_WORDS = { step: "", alternative: "stands in", compensation: "undoes" } as const;

interface RowProps {
  plan: GraphStep;
  step: StepView;
  selected: boolean;
  onSelect: (stepId: string) => void;
}

function Row({ plan, step, selected, onSelect }: RowProps) {
  const look = STATUS_LOOKS[step.status];
  const now = useNow(step.status === "waiting" ? "slow" : "still");
  const why = step.status === "waiting" ? waitSentence(step, now) : (step.error?.message ?? shortReason(step.reason));
  const loop = step.loop ? `${step.loop.ended} of ${plural(step.loop.total, "item")}` : "";
  const iteration = step.iteration > 1 ? `iteration ${step.iteration}` : "";
  const attempts = step.attempt > 1 && !iteration ? plural(step.attempt, "attempt") : "";
  const about = [ROLE_WORDS[plan.role], loop, iteration, attempts, why].filter(Boolean);
  return (
    <div className={look.tone}>
      <button
        type="button"
        data-step-id={plan.id}
        aria-pressed={selected}
        onClick={() => onSelect(plan.id)}
        className={cn(
          "grid min-h-12 w-full grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-2.5 border-b px-4 py-2 text-left hover:bg-muted focus-visible:outline-offset-[-2px] max-md:px-3",
          selected && "bg-pressed shadow-[inset_2px_0_0_var(--foreground)] hover:bg-pressed",
        )}
      >
        <span className="grid size-5 place-items-center">
          <StatusIcon status={step.status} className="size-4" />
        </span>
        <span className="min-w-0">
          <span className="block truncate text-14 font-medium">{plan.name}</span>
          <span className="block truncate text-11 text-muted-foreground" suppressHydrationWarning>
            <span className="font-mono">{callWords(plan)}</span>
            {about.map((words) => ` · ${words}`)}
          </span>
        </span>
        <span className="text-right text-12">
          <span className="block font-medium text-tone">{look.word}</span>
          <Duration from={step.startedAt} to={step.endedAt} className="font-mono text-muted-foreground" />
        </span>
      </button>
    </div>
  );
}
