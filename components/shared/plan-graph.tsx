"use client";

import { ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { GraphStep, StepView } from "@/server/services/execution-view";
import { PlanControls } from "./plan-controls";
import { PlanEdge, type PlanEdgeType } from "./plan-edge";
import { planEdges } from "./plan-edges";
import { NODE_HEIGHT, NODE_WIDTH, type PlanDirection, placeSteps } from "./plan-layout";
import { PlanNode, type PlanNodeType, type StepMark } from "./plan-node";
import { PlanOutline } from "./plan-outline";

// Outside of the component: React Flow mounts every node anew when these change identity.
const NODE_TYPES = { step: PlanNode };
const EDGE_TYPES = { plan: PlanEdge };

export interface PlanGraphProps {
  /** In topological order. */
  steps: readonly GraphStep[];
  /** States of an execution by step id; without them the nodes show their tools. */
  states?: ReadonlyMap<string, StepView> | null;
  /** Of a comparison: what became of each step, by its id. */
  marks?: ReadonlyMap<string, StepMark>;
  selectedId?: string | null;
  onSelect?: (stepId: string) => void;
  /** Default: down. */
  direction?: PlanDirection;
  className?: string;
}

/** The compiled plan as a graph. Arrow keys move between steps; the text outline says the same in words. */
export function PlanGraph(props: PlanGraphProps) {
  const [outline, setOutline] = useState(false);
  return (
    <div className={cn("plan-canvas relative min-h-0 overflow-hidden", props.className)}>
      {outline ? (
        <PlanOutline {...props} onClose={() => setOutline(false)} />
      ) : (
        <ReactFlowProvider>
          <Canvas {...props} />
          <PlanControls onOutline={() => setOutline(true)} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

function Canvas({ steps, states = null, marks, selectedId = null, onSelect, direction = "down" }: PlanGraphProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { nodes, edges } = useElements({ steps, states, marks, selectedId, onSelect, direction });
  useFit(steps, frame, direction);
  const move = (event: KeyboardEvent) => {
    const to = nextStep(event.key, steps, (event.target as HTMLElement).dataset.stepId ?? null);
    if (!to) return;
    event.preventDefault();
    frame.current?.querySelector<HTMLElement>(`[data-step-id="${CSS.escape(to)}"]`)?.focus();
    onSelect?.(to);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys come up from the buttons inside
    <div ref={frame} className="size-full" onKeyDown={move}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        panOnScroll
        onlyRenderVisibleElements={steps.length > ALL_DRAWN_UP_TO}
        minZoom={0.2}
        maxZoom={1.5}
        aria-label="Graph of the steps"
      />
    </div>
  );
}

/** Of larger graphs only what is in view is drawn. */
const ALL_DRAWN_UP_TO = 150;

/** Room at the foot for the controls. */
const FIT = {
  padding: { top: "16px", left: "16px", right: "16px", bottom: "56px" },
  maxZoom: 1,
  minZoom: 0.4,
} as const;

/** On a phone a whole plan would be too small to read: it is panned instead. */
const NARROW = { below: 560, minZoom: 0.9 };

/** Smaller, the words of a step could not be read. */
const LEAST_ZOOM_OF_A_PREVIEW = 0.7;

/** Brings the whole plan into view when its shape changes, not when a state does. */
export function useFit(
  steps: readonly GraphStep[],
  frame: RefObject<HTMLDivElement | null>,
  direction: PlanDirection = "down",
): void {
  const { fitView, getNodesBounds, getNodes, setViewport } = useReactFlow();
  const shape = steps.map(({ id }) => id).join("\n");
  useEffect(() => {
    if (!shape) return;
    const width = frame.current?.clientWidth ?? NARROW.below;
    const narrow = width < NARROW.below;
    void fitView(narrow ? { ...FIT, minZoom: NARROW.minZoom } : FIT).then(() => {
      const bounds = getNodesBounds(getNodes());
      const height = frame.current?.clientHeight ?? 0;
      const zoom = narrow ? NARROW.minZoom : LEAST_ZOOM_OF_A_PREVIEW;
      if (direction === "down" || bounds.width * zoom <= width - 32) return;
      // What does not fit begins at its first step, and goes on to the right.
      const y = 16 - bounds.y * zoom + Math.max(0, (height - 72 - bounds.height * zoom) / 2);
      void setViewport({ x: 16 - bounds.x * zoom, y, zoom });
    });
  }, [shape, fitView, frame, direction, getNodes, getNodesBounds, setViewport]);
}

function useElements(props: PlanGraphProps) {
  const { steps, states = null, marks, selectedId = null, onSelect, direction = "down" } = props;
  const places = useMemo(
    () => new Map(placeSteps(steps, direction).map((place) => [place.id, place])),
    [steps, direction],
  );
  const nodes = useMemo<PlanNodeType[]>(() => {
    const leadsOn = new Set(steps.flatMap(({ dependsOn }) => dependsOn.map(({ step }) => step)));
    const reachable = steps.some(({ id }) => id === selectedId) ? selectedId : (steps[0]?.id ?? null);
    return steps.map((step) => ({
      id: step.id,
      type: "step",
      position: places.get(step.id) ?? { x: 0, y: 0 },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      data: {
        step,
        state: states?.get(step.id) ?? null,
        mark: marks?.get(step.id) ?? null,
        selected: step.id === selectedId,
        reachable: step.id === reachable,
        first: step.dependsOn.length === 0,
        last: !leadsOn.has(step.id),
        direction,
        onSelect: onSelect ?? null,
      },
    }));
  }, [steps, states, marks, selectedId, onSelect, places, direction]);
  const edges = useMemo<PlanEdgeType[]>(
    () =>
      planEdges(steps, states).map(({ id, from, to, label, look }) => ({
        id,
        source: from,
        target: to,
        type: "plan",
        data: { label, look },
        zIndex: look === "live" ? 1 : 0,
      })),
    [steps, states],
  );
  return { nodes, edges };
}

/** Where an arrow key leads: through the steps in their order. */
export function nextStep(key: string, steps: readonly { id: string }[], from: string | null): string | null {
  const index = steps.findIndex(({ id }) => id === from);
  if (index < 0) return null;
  switch (key) {
    case "ArrowDown":
    case "ArrowRight":
      return steps[index + 1]?.id ?? null;
    case "ArrowUp":
    case "ArrowLeft":
      return steps[index - 1]?.id ?? null;
    case "Home":
      return steps[0]?.id ?? null;
    case "End":
      return steps.at(-1)?.id ?? null;
    default:
      return null;
  }
}
