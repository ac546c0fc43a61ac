"use client";

import { type Connection, type FinalConnectionState, ReactFlow } from "@xyflow/react";
import { type KeyboardEvent, type RefObject, useMemo } from "react";
import { nextStep, useFit } from "@/components/shared/plan-graph";
import { NODE_HEIGHT, NODE_WIDTH, placeSteps } from "@/components/shared/plan-layout";
import type { PlanNodeType } from "@/components/shared/plan-node";
import type { GraphStep } from "@/server/services/execution-view";
import { whyNotConnect } from "./cycle-path";
import { EditEdge, type EditEdgeType } from "./edit-edge";
import { editableEdges } from "./edit-edges";
import { EditNode } from "./edit-node";
import { useGraphScene } from "./graph-scene";
import type { Connecting } from "./use-connecting";

// Outside of the component: React Flow mounts every node anew when these change identity.
const NODE_TYPES = { step: EditNode };
const EDGE_TYPES = { plan: EditEdge };

export interface EditCanvasProps {
  frame: RefObject<HTMLDivElement | null>;
  steps: readonly GraphStep[];
  selectedId: string | null;
  onSelect(stepId: string): void;
  connecting: Connecting;
  onRefuse(why: string): void;
}

/** The graph to be changed by mouse and by keyboard. Its places come from its shape, so nothing is dragged about. */
export function EditCanvas({ frame, steps, selectedId, onSelect, connecting, onRefuse }: EditCanvasProps) {
  const { actions, askStep, frozen } = useGraphScene();
  const { nodes, edges } = useElements(steps, selectedId, onSelect);
  useFit(steps, frame);
  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset.stepId ?? null;
    if (id === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (connecting.onKey(event)) return void event.preventDefault();
    if (keyOf(event, id)) return void event.preventDefault();
    const to = nextStep(event.key, steps, id);
    if (!to) return;
    event.preventDefault();
    focusStep(frame, to);
    onSelect(to);
  };
  const keyOf = (event: KeyboardEvent, id: string): boolean => {
    const key = event.key.toLowerCase();
    const isStep = steps.find((step) => step.id === id)?.role === "step";
    if (frozen) return false;
    if (key === "c" && isStep) connecting.begin(id);
    else if (key === "n") askStep(id);
    else if (key === "delete" || key === "backspace") actions.removeStep(id);
    else return false;
    return true;
  };
  const onConnect = ({ source, target }: Connection) => actions.connect(source, target, "success");
  const onConnectEnd = (_: unknown, { fromNode, toNode, fromHandle, isValid }: FinalConnectionState) => {
    if (!fromNode || !toNode || isValid) return;
    const [from, to] = fromHandle?.type === "target" ? [toNode.id, fromNode.id] : [fromNode.id, toNode.id];
    const why = whyNotConnect(steps, from, to);
    if (why) onRefuse(why);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come up from the buttons inside
    <div ref={frame} className="size-full" onKeyDown={onKeyDown} onBlur={connecting.now ? connecting.stop : undefined}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodesDraggable={false}
        nodesConnectable={!frozen}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        panOnScroll
        minZoom={0.2}
        maxZoom={1.5}
        connectionRadius={32}
        isValidConnection={({ source, target }) => whyNotConnect(steps, source, target) === null}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        aria-label="Graph of the steps"
      />
    </div>
  );
}

/** Puts the focus on a step of the canvas, once it is drawn. */
export function focusStep(frame: RefObject<HTMLDivElement | null>, id: string): boolean {
  const button = frame.current?.querySelector<HTMLElement>(`[data-step-id="${CSS.escape(id)}"]`);
  button?.focus();
  return button != null;
}

function useElements(steps: readonly GraphStep[], selectedId: string | null, onSelect: (stepId: string) => void) {
  const places = useMemo(() => new Map(placeSteps(steps).map((place) => [place.id, place])), [steps]);
  const nodes = useMemo<PlanNodeType[]>(() => {
    const reachable = steps.some(({ id }) => id === selectedId) ? selectedId : (steps[0]?.id ?? null);
    return steps.map((step) => ({
      ...{ id: step.id, type: "step", width: NODE_WIDTH, height: NODE_HEIGHT },
      position: places.get(step.id) ?? { x: 0, y: 0 },
      data: {
        ...{ step, state: null, mark: null, first: true, last: true, onSelect },
        selected: step.id === selectedId,
        reachable: step.id === reachable,
      },
    }));
  }, [steps, selectedId, onSelect, places]);
  const edges = useMemo<EditEdgeType[]>(
    () =>
      editableEdges(steps).map((edge) => ({
        ...{ id: edge.id, source: edge.from, target: edge.to, type: "plan" as const },
        data: { edge },
      })),
    [steps],
  );
  return { nodes, edges };
}
