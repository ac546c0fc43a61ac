import { Graph, layout } from "@dagrejs/dagre";
import type { GraphStep } from "@/server/services/execution-view";

export const NODE_WIDTH = 188;
export const NODE_HEIGHT = 52;

export interface PlacedStep {
  id: string;
  x: number;
  y: number;
}

/** Places the steps of a plan, top-down. Same steps and edges, same places. */
export function placeSteps(steps: readonly GraphStep[]): PlacedStep[] {
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 16, ranksep: 56, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const step of steps) graph.setNode(step.id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  const known = new Set(steps.map(({ id }) => id));
  for (const step of steps) {
    for (const edge of step.dependsOn) if (known.has(edge.step)) graph.setEdge(edge.step, step.id);
  }
  layout(graph);
  return steps.map(({ id }) => {
    const { x, y } = graph.node(id);
    return { id, x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 };
  });
}
