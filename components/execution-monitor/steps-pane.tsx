"use client";

import { ChartNoAxesGantt, List, Workflow } from "lucide-react";
import { useLiveStatus } from "@/components/live/provider";
import { formatCount } from "@/components/shared/format";
import { PlanGraph } from "@/components/shared/plan-graph";
import { Segmented } from "@/components/ui/segmented";
import { isExecutionEnded } from "@/server/core/execution/states";
import type { ExecutionView, StepView } from "@/server/services/execution-view";
import { StepList } from "./step-list";
import { Timeline } from "./timeline";

export const STEPS_VIEWS = ["graph", "timeline", "list"] as const;
export type StepsView = (typeof STEPS_VIEWS)[number];

const OPTIONS = [
  {
    value: "graph",
    label: (
      <>
        <Workflow aria-hidden /> Graph
      </>
    ),
  },
  {
    value: "timeline",
    label: (
      <>
        <ChartNoAxesGantt aria-hidden /> Timeline
      </>
    ),
  },
  {
    value: "list",
    label: (
      <>
        <List aria-hidden /> List
      </>
    ),
  },
] as const;

export interface StepsPaneProps {
  view: ExecutionView;
  states: ReadonlyMap<string, StepView>;
  selectedId: string | null;
  onSelect: (stepId: string) => void;
  shown: StepsView;
  onShow: (view: StepsView) => void;
}

/** All steps at once: as a graph, along time, or as a list. */
export function StepsPane({ view, states, selectedId, onSelect, shown, onShow }: StepsPaneProps) {
  return (
    <section aria-label="Steps" className="flex h-full min-h-0 flex-col bg-card">
      <div className="flex h-11 flex-none items-center gap-2 border-b pr-4 pl-3">
        <Segmented label="How to show the steps" value={shown} onValueChange={onShow} options={OPTIONS} />
        <LiveNote view={view} />
      </div>
      {shown === "graph" ? (
        <PlanGraph
          steps={view.graph}
          states={states}
          selectedId={selectedId}
          onSelect={onSelect}
          className="flex-1 max-md:h-[560px] max-md:flex-none"
        />
      ) : null}
      {shown === "timeline" ? <Timeline view={view} selectedId={selectedId} onSelect={onSelect} /> : null}
      {shown === "list" ? <StepList view={view} selectedId={selectedId} onSelect={onSelect} /> : null}
    </section>
  );
}

function LiveNote({ view }: { view: ExecutionView }) {
  const status = useLiveStatus();
  const events = formatCount(view.seq);
  if (isExecutionEnded(view.status)) {
    return <span className="ml-auto text-12 whitespace-nowrap text-muted-foreground">Ended · {events} events</span>;
  }
  if (status !== "open") {
    return <span className="ml-auto text-12 whitespace-nowrap text-muted-foreground">Connecting</span>;
  }
  return (
    <span className="ml-auto flex items-center gap-1.5 text-12 whitespace-nowrap text-muted-foreground">
      <span className="size-[7px] rounded-full bg-live-solid" aria-hidden />
      <b className="font-medium text-live">Live</b>
      <span className="max-md:hidden">· event {events}</span>
    </span>
  );
}
