"use client";

import { ReactFlowProvider } from "@xyflow/react";
import { GitBranch, History, OctagonX, Plus } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import { PlanControls } from "@/components/shared/plan-controls";
import { PlanOutline } from "@/components/shared/plan-outline";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import type { JsonObject } from "@/server/core/json";
import type { GraphStep } from "@/server/services/execution-view";
import type { EditorKnowledge } from "../complete/knowledge";
import { stepsOf } from "../edits/steps-of";
import { HistoryDrawer } from "../history/history-drawer";
import { stepsOfRuns } from "../history/steps-of-runs";
import { ToolPicker } from "../sequence/tool-picker";
import type { Edits } from "../use-edits";
import { EditCanvas, focusStep } from "./edit-canvas";
import { graphActions } from "./graph-actions";
import { GraphSceneProvider } from "./graph-scene";
import { sketchOf } from "./sketch";
import { useConnecting } from "./use-connecting";
import { WayDialog } from "./way-dialog";

export interface GraphEditorProps {
  /** The last plan that compiled; null: there was none yet. */
  steps: readonly GraphStep[] | null;
  /** Whether the text as it is now does not compile. */
  outdated: boolean;
  /** What the text says now. */
  data: JsonObject;
  /** False: it cannot be read, so nothing can be changed here. */
  current: boolean;
  edits: Edits;
  knowledge: EditorKnowledge;
  selectedId: string | null;
  onSelect(stepId: string): void;
}

/** The draft as a graph that can be changed: every change is one of the text. The text outline says the same in words. */
export function GraphEditor(props: GraphEditorProps) {
  const { outdated, data, current, edits, knowledge, selectedId, onSelect } = props;
  // While the text can be read but does not compile, the graph is what it says.
  const sketch = useMemo(() => (outdated && current ? sketchOf(data) : null), [outdated, current, data]);
  const steps = sketch && sketch.length > 0 ? sketch : props.steps;
  const latest = useRef(data);
  latest.current = data;
  const frame = useRef<HTMLDivElement>(null);
  const [outline, setOutline] = useState(false);
  const [adding, setAdding] = useState<{ after: string | null } | null>(null);
  const [picking, setPicking] = useState(false);
  const [way, setWay] = useState<{ from: string; goto: string | null } | null>(null);
  const actions = useMemo(() => graphActions(edits, () => latest.current), [edits]);
  const refuse = (why: string) => {
    connecting.say(why);
    toast.error(why);
  };
  const connecting = useConnecting(steps ?? [], (from, to) => actions.connect(from, to, "success"), refuse);
  const selected = steps?.find(({ id, role }) => id === selectedId && role === "step") ?? null;
  const scene = {
    ...{ actions, connecting: connecting.now, frozen: !current },
    askStep: (after: string) => setAdding({ after }),
    askWay: (from: string, goto: string | null) => setWay({ from, goto }),
  };
  return (
    <section aria-label="Graph" className="relative flex h-full min-h-0 flex-col">
      <Toolbar
        problem={outdated ? (current ? "The text has errors" : "As it was before the errors") : null}
        frozen={!current}
        selected={selected?.name ?? null}
        onStep={() => setAdding({ after: selected?.id ?? null })}
        onHistory={() => setPicking(true)}
        onBranch={() => selected && setWay({ from: selected.id, goto: null })}
      />
      <div
        data-editable
        className={cn(
          "plan-canvas relative min-h-0 flex-1 overflow-hidden",
          outdated && !current && "[&_.react-flow__viewport]:opacity-60",
        )}
      >
        {!steps ? (
          <div className="grid h-full place-items-center">
            <Empty title="No graph yet">It appears as soon as the text has a step and no errors.</Empty>
          </div>
        ) : outline ? (
          <PlanOutline steps={steps} onSelect={onSelect} onClose={() => setOutline(false)} />
        ) : (
          <GraphSceneProvider value={scene}>
            <ReactFlowProvider>
              <EditCanvas {...{ frame, steps, selectedId, onSelect, connecting }} onRefuse={refuse} />
              <PlanControls onOutline={() => setOutline(true)} />
            </ReactFlowProvider>
          </GraphSceneProvider>
        )}
        <p className="pointer-events-none absolute right-3 bottom-6 text-11 text-muted-foreground max-md:hidden">
          {connecting.now
            ? "Arrows choose, Enter connects, Escape leaves"
            : "C connects, N adds a step, Delete removes it"}
        </p>
      </div>
      <span role="status" aria-live="assertive" className="sr-only">
        {connecting.said}
      </span>
      <ToolPicker
        open={
          adding && {
            title: "New step",
            about: "Choose what it does; the form then asks for the rest.",
            examples: false,
          }
        }
        knowledge={knowledge}
        onClose={() => setAdding(null)}
        onClosed={() => void (selectedId && focusStep(frame, selectedId))}
        onPick={(body) => {
          actions.addAfter(adding?.after ?? null, [body]);
          setAdding(null);
        }}
      />
      <HistoryDrawer
        open={picking}
        after={selected?.name ?? steps?.at(-1)?.name ?? null}
        onClose={() => setPicking(false)}
        onClosed={() => void (selectedId && focusStep(frame, selectedId))}
        onAdd={(runs) => {
          actions.addAfter(selected?.id ?? null, stepsOfRuns(runs));
          setPicking(false);
        }}
      />
      <WayDialog
        open={way}
        steps={stepsOf(data)}
        onClose={() => setWay(null)}
        onSave={(from, place, next) => {
          actions.setWay(from, place, next);
          setWay(null);
        }}
      />
    </section>
  );
}

interface ToolbarProps {
  /** Why the graph is not that of a plan; null: it is. */
  problem: string | null;
  frozen: boolean;
  /** Name of the step below which something is added; null: none. */
  selected: string | null;
  onStep(): void;
  onHistory(): void;
  onBranch(): void;
}

function Toolbar({ problem, frozen, selected, onStep, onHistory, onBranch }: ToolbarProps) {
  return (
    <div className="pointer-events-none absolute top-3 left-3 z-5 flex flex-wrap items-center gap-2">
      <div className="pointer-events-auto flex gap-1 rounded-lg border bg-card p-[3px]">
        <Button variant="ghost" size="sm" disabled={frozen} onClick={onStep}>
          <Plus /> Step
        </Button>
        <Button
          variant="ghost"
          size="sm"
          disabled={frozen || selected === null}
          onClick={onBranch}
          title={selected === null ? "Choose a step first: the way leads out of it" : undefined}
        >
          <GitBranch /> Branch
        </Button>
        <Button variant="ghost" size="sm" disabled={frozen} onClick={onHistory}>
          <History /> From history
        </Button>
      </div>
      {problem ? (
        <p className="flex items-center gap-1.5 rounded-md border border-failed-line bg-failed-soft px-2.5 py-1 text-12">
          <OctagonX className="size-3.5 text-failed" aria-hidden /> {problem}
        </p>
      ) : null}
    </div>
  );
}
