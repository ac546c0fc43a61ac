import { Graph, layout } from "@dagrejs/dagre";
import type { GraphStep } from "@/server/services/execution-view";

export const NODE_WIDTH = 188;
export const NODE_HEIGHT = 52;

export interface PlacedStep {
  id: string;
  x: number;
  y: number;
}

/** Where a plan leads: a preview that is wider than high goes to the right. */
export type PlanDirection = "down" | "right";

const SPACING = {
  down: { rankdir: "TB", nodesep: 16, ranksep: 56 },
  right: { rankdir: "LR", nodesep: 28, ranksep: 40 },
} as const;

/** Places the steps of a plan. Same steps and edges, same places. */
export function placeSteps(steps: readonly GraphStep[], direction: PlanDirection = "down"): PlacedStep[] {
  const graph = new Graph();
  graph.setGraph({ ...SPACING[direction], marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const step of steps) graph.setNode(step.id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  const known = new Set(steps.map(({ id }) => id));
  for (const step of steps) {
    for (const edge of step.dependsOn) if (known.has(edge.step)) graph.setEdge(edge.step, step.id);
  }
  layout(graph);
  const placed = steps.map(({ id }) => {
    const { x, y } = graph.node(id);
    return { id, x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 };
  });
  const across = direction === "down" ? "x" : "y";
  return readsBackwards(placed, across) ? mirrored(placed, across) : placed;
}

/** The layout keeps crossings low but not the order of the definition: then its mirror image reads better. */
function readsBackwards(placed: readonly PlacedStep[], across: "x" | "y"): boolean {
  const along = across === "x" ? "y" : "x";
  const rows = new Map<number, PlacedStep[]>();
  for (const step of placed) rows.set(step[along], [...(rows.get(step[along]) ?? []), step]);
  let balance = 0;
  for (const row of rows.values()) {
    for (let index = 1; index < row.length; index++) {
      balance += Math.sign((row[index]?.[across] ?? 0) - (row[index - 1]?.[across] ?? 0));
    }
  }
  return balance < 0;
}

function mirrored(placed: readonly PlacedStep[], across: "x" | "y"): PlacedStep[] {
  const ends = placed.map((step) => step[across]);
  const sum = Math.min(...ends) + Math.max(...ends);
  return placed.map((step) => ({ ...step, [across]: sum - step[across] }));
}
