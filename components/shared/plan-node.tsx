"use client";

import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { Minus, PencilLine, Plus } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { isStepEnded } from "@/server/core/execution/states";
import type { GraphStep, StepView } from "@/server/services/execution-view";
import { useNow } from "./clock";
import type { PlanDirection } from "./plan-layout";
import { callWords } from "./plan-words";
import { STATUS_LOOKS } from "./status";
import { StatusIcon } from "./status-badge";
import { stepSentence } from "./step-sentence";
import { ToolIcon } from "./tool-icon";

/** What became of a step between two versions. */
export type StepMark = "added" | "removed" | "changed";

const MARKS = {
  added: { word: "added", icon: Plus, tone: "s-succeeded" },
  removed: { word: "removed", icon: Minus, tone: "s-failed" },
  changed: { word: "changed", icon: PencilLine, tone: "s-waiting" },
} as const;

export interface PlanNodeData extends Record<string, unknown> {
  step: GraphStep;
  state: StepView | null;
  mark: StepMark | null;
  selected: boolean;
  /** The one node that Tab reaches; arrow keys move on from it. */
  reachable: boolean;
  first: boolean;
  last: boolean;
  /** Default: down. */
  direction?: PlanDirection;
  onSelect: ((stepId: string) => void) | null;
}

export type PlanNodeType = Node<PlanNodeData, "step">;

/** One step on the canvas: a button named "name: status". */
export function PlanNode({
  data: { step, state, mark, selected, reachable, first, last, direction = "down", onSelect },
}: NodeProps<PlanNodeType>) {
  const ticking = state !== null && (state.status === "running" || state.status === "waiting");
  const now = useNow(ticking ? "slow" : "still");
  const look = state ? STATUS_LOOKS[state.status] : null;
  const tool = callWords(step);
  const own = mark ? MARKS[mark] : null;
  const sentence = own ? `${own.word} · ${tool}` : state ? stepSentence(state, tool, now) : tool;
  const loud = state !== null && !isStepEnded(state.status) && state.status !== "pending";
  return (
    <div className={look?.tone}>
      {first ? null : (
        <Handle type="target" position={direction === "down" ? Position.Top : Position.Left} isConnectable={false} />
      )}
      <button
        type="button"
        data-step-id={step.id}
        data-selected={selected}
        tabIndex={reachable ? 0 : -1}
        aria-label={look ? `${step.name}: ${look.word}, ${sentence}` : `${step.name}: ${tool}`}
        aria-pressed={selected}
        onClick={() => onSelect?.(step.id)}
        className={cn(
          "plan-node nodrag nopan pointer-events-auto flex h-[52px] w-[188px] items-center gap-2 rounded-lg pr-2 pl-2.5 text-left text-13",
          look?.tone,
          own && `${own.tone} border-tone-line bg-tone-soft`,
          mark === "removed" && "line-through",
        )}
      >
        <span
          data-part="icon"
          className={cn(
            "grid size-7 flex-none place-items-center rounded-md",
            look ? "bg-tone-soft text-tone" : "border bg-muted text-foreground-2",
          )}
        >
          {state ? (
            <StatusIcon status={state.status} className="size-4" />
          ) : (
            <ToolIcon tool={step.tool} operation={step.operation} />
          )}
        </span>
        <span className="min-w-0 flex-1">
          <span
            className={cn(
              "block truncate leading-[18px] font-medium",
              (state?.status === "pending" || state?.status === "skipped") && "text-muted-foreground",
            )}
          >
            {step.name}
          </span>
          <span
            className={cn(
              "block truncate text-11 leading-[14px] text-muted-foreground",
              loud && "font-medium text-tone",
            )}
            suppressHydrationWarning
          >
            {sentence}
          </span>
        </span>
        {own ? <own.icon className="size-3.5 text-tone" aria-hidden /> : null}
      </button>
      {last ? null : (
        <Handle
          type="source"
          position={direction === "down" ? Position.Bottom : Position.Right}
          isConnectable={false}
        />
      )}
    </div>
  );
}
