"use client";

import { OctagonX } from "lucide-react";
import { memo } from "react";
import { PlanGraph } from "@/components/shared/plan-graph";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import type { GraphStep } from "@/server/services/execution-view";

export interface GraphPanelProps {
  /** The last plan that compiled; null: there was none yet. */
  steps: readonly GraphStep[] | null;
  /** Whether the text as it is now does not compile. */
  outdated: boolean;
  selectedId: string | null;
  onSelect(stepId: string): void;
}

/** The compiled plan beside its text. While there are errors the last one that compiled stays, and says so. */
export const GraphPanel = memo(function GraphPanel({ steps, outdated, selectedId, onSelect }: GraphPanelProps) {
  if (!steps) {
    return (
      <section aria-label="Graph" className="plan-canvas grid h-full place-items-center">
        <Empty title="No graph yet">It appears as soon as the text has a step and no errors.</Empty>
      </section>
    );
  }
  return (
    <section aria-label="Graph" className="relative flex h-full min-h-0 flex-col">
      {outdated ? (
        <p className="absolute top-3 left-3 z-5 flex items-center gap-1.5 rounded-md border border-failed-line bg-failed-soft px-2.5 py-1 text-12">
          <OctagonX className="size-3.5 text-failed" aria-hidden /> As it was before the errors
        </p>
      ) : null}
      <PlanGraph
        steps={steps}
        selectedId={selectedId}
        onSelect={onSelect}
        className={cn("flex-1", outdated && "[&_.react-flow__viewport]:opacity-60")}
      />
    </section>
  );
});
