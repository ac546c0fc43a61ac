"use client";

import { useQueries } from "@tanstack/react-query";
import { useRef } from "react";
import { useNow } from "@/components/shared/clock";
import { formatDuration } from "@/components/shared/format";
import { STATUS_LOOKS } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { shortReason } from "@/components/shared/step-sentence";
import { Duration } from "@/components/shared/time";
import { VirtualRows, type VirtualRowsHandle } from "@/components/shared/virtual-rows";
import { useTRPC } from "@/components/trpc/client";
import { cn } from "@/components/ui/cn";
import { isExecutionEnded } from "@/server/core/execution/states";
import type { AttemptView, ExecutionView, GraphStep, StepView } from "@/server/services/execution-view";
import { moveThrough } from "./step-list";
import { TimelineLegend } from "./timeline-legend";
import { place, type TimeAxis, type TimelineBar, tickWords, timeAxis, timelineBars } from "./timeline-rows";

const ROW = "grid grid-cols-[176px_minmax(0,1fr)_76px] items-center max-md:grid-cols-[128px_minmax(0,1fr)]";

/** Percent of the axis behind which a tick's label would be cut off. */
const LAST_LABEL_AT = 92;

/** Of longer plans only the chosen step is looked at closely: each costs a request. */
const DETAILED_UP_TO = 200;

export interface TimelineProps {
  view: ExecutionView;
  selectedId: string | null;
  onSelect: (stepId: string) => void;
}

/** The steps along time: waiting apart from working, every attempt on its own. */
export function Timeline({ view, selectedId, onSelect }: TimelineProps) {
  const ended = isExecutionEnded(view.status);
  const now = useNow(ended || view.status === "paused" ? "still" : "fast") || view.createdAt;
  const axis = timeAxis(view, now);
  const attempts = useAttempts(view, selectedId);
  const steps = new Map(view.steps.map((step) => [step.id, step]));
  const rows = useRef<VirtualRowsHandle>(null);
  return (
    <div className="flex min-h-0 flex-1 flex-col text-12">
      <div className={cn(ROW, "h-[30px] flex-none border-b text-11 text-muted-foreground")} aria-hidden>
        <span className="pl-4 max-md:pl-3">Step</span>
        <span className="relative h-full overflow-hidden">
          {axis.ticks
            .filter((tick) => place(axis, axis.from + tick) < LAST_LABEL_AT)
            .map((tick) => (
              <span
                key={tick}
                className="absolute top-[7px] translate-x-1 font-mono whitespace-nowrap"
                style={{ left: `${place(axis, axis.from + tick)}%` }}
              >
                {tickWords(tick, axis.stepMs)}
              </span>
            ))}
        </span>
        <span className="pr-4 text-right max-md:hidden">Time</span>
      </div>
      <VirtualRows
        ref={rows}
        count={view.graph.length}
        rowHeight={37}
        keyOf={(index) => view.graph[index]?.id ?? index}
        frameClassName="flex-initial"
        onKeyDown={(event) =>
          moveThrough(event, view.graph, { onSelect, reveal: (index) => rows.current?.reveal(index) })
        }
      >
        {(index) => {
          const plan = view.graph[index];
          const step = plan && steps.get(plan.id);
          if (!plan || !step) return null;
          const bars = timelineBars(step, plan, steps, attempts.get(plan.id) ?? null);
          return <Row {...{ view, plan, step, bars, axis, now, onSelect }} selected={plan.id === selectedId} />;
        }}
      </VirtualRows>
      <TimelineLegend />
    </div>
  );
}

/** Attempts stand in the details of the steps; they are asked for only where there can be more than one stretch. */
function useAttempts(view: ExecutionView, selectedId: string | null): ReadonlyMap<string, AttemptView[]> {
  const trpc = useTRPC();
  const several = view.graph.filter((plan, index) => {
    const step = view.steps[index];
    if (!step || step.startedAt === null) return false;
    if (view.graph.length > DETAILED_UP_TO) return plan.id === selectedId;
    return step.attempt > 1 || step.status === "waiting" || plan.tool === "flow" || plan.trigger === "manual";
  });
  return useQueries({
    queries: several.map(({ id: stepId }) => ({
      ...trpc.executions.step.queryOptions({ id: view.id, stepId }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) =>
      new Map(
        results.flatMap((result): [string, AttemptView[]][] =>
          result.data ? [[result.data.step.id, result.data.attempts]] : [],
        ),
      ),
  });
}

interface RowProps {
  view: ExecutionView;
  plan: GraphStep;
  step: StepView;
  bars: readonly TimelineBar[];
  axis: TimeAxis;
  now: number;
  selected: boolean;
  onSelect: (stepId: string) => void;
}

function Row({ view, plan, step, bars, axis, now, selected, onSelect }: RowProps) {
  const failed = view.status === "failed" || view.status === "timed_out";
  const unrun = bars.length === 0 && step.status !== "pending" && step.status !== "queued";
  return (
    <div className="border-b">
      <button
        type="button"
        data-step-id={plan.id}
        aria-pressed={selected}
        aria-label={`${plan.name}: ${rowWords(step, bars, now)}`}
        onClick={() => onSelect(plan.id)}
        className={cn(
          ROW,
          "h-9 w-full text-left hover:bg-muted focus-visible:outline-offset-[-2px]",
          selected && "bg-pressed hover:bg-pressed",
        )}
      >
        <span className="flex min-w-0 items-center gap-2 pl-4 max-md:pl-3">
          <StatusIcon status={step.status} className="size-3.5" />
          <span className="truncate">{plan.name}</span>
        </span>
        <span
          className="lane overflow-hidden"
          style={{ "--tick": `${(axis.stepMs / (axis.to - axis.from)) * 100}%` } as React.CSSProperties}
        >
          {bars.map((bar) => (
            <Bar key={`${bar.kind}${bar.from}`} bar={bar} axis={axis} now={now} />
          ))}
          {unrun ? (
            <span className="absolute inset-x-1 top-2.5 truncate text-11 text-muted-foreground">
              {shortReason(step.reason)}
            </span>
          ) : null}
          {isExecutionEnded(view.status) ? (
            failed && view.endedAt !== null ? (
              <i
                data-bar="end"
                className={STATUS_LOOKS[view.status].tone}
                style={{ left: `${place(axis, view.endedAt)}%` }}
              />
            ) : null
          ) : (
            <i data-bar="now" style={{ left: `${place(axis, now)}%` }} />
          )}
        </span>
        <Duration
          from={step.startedAt}
          to={step.endedAt}
          className="pr-4 text-right font-mono text-11 text-foreground-2 max-md:hidden"
        />
      </button>
    </div>
  );
}

function Bar({ bar, axis, now }: { bar: TimelineBar; axis: TimeAxis; now: number }) {
  const left = place(axis, bar.from);
  const width = Math.max(0, place(axis, bar.to ?? now) - left);
  return (
    <i
      data-bar={bar.kind}
      className={cn(STATUS_LOOKS[bar.status].tone, bar.kind === "wait" && "hatched")}
      style={{ left: `${left}%`, width: `${width}%` }}
    >
      {bar.attempt}
    </i>
  );
}

function rowWords(step: StepView, bars: readonly TimelineBar[], now: number): string {
  const spent = (kind: TimelineBar["kind"]) =>
    bars.reduce((sum, bar) => (bar.kind === kind ? sum + (bar.to ?? now) - bar.from : sum), 0);
  const words = [STATUS_LOOKS[step.status].word.toLowerCase()];
  if (spent("attempt") > 0) words.push(`worked ${formatDuration(spent("attempt"))}`);
  if (spent("wait") > 0) words.push(`waited ${formatDuration(spent("wait"))}`);
  if (step.attempt > 1) words.push(`${step.attempt} attempts`);
  if (step.status === "skipped") words.push(shortReason(step.reason));
  return words.join(", ");
}
