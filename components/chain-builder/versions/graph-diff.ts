import type { StepMark } from "@/components/shared/plan-node";
import type { GraphStep } from "@/server/services/execution-view";

/** Two plans in one graph, and the ids of the steps that say something else: steps of both, in an order in which every step stands below those it depends on. */
export function graphDiff(
  before: readonly GraphStep[],
  after: readonly GraphStep[],
  changed: readonly string[],
): { steps: GraphStep[]; marks: Map<string, StepMark> } {
  const old = new Set(before.map(({ id }) => id));
  const now = new Set(after.map(({ id }) => id));
  const marks = new Map<string, StepMark>();
  for (const { id } of after) if (!old.has(id)) marks.set(id, "added");
  for (const id of changed) if (old.has(id) && now.has(id)) marks.set(id, "changed");
  const removed = before.filter(({ id }) => !now.has(id));
  for (const { id } of removed) marks.set(id, "removed");
  // What is gone hangs on what is left of what it depended on; nothing new depends on it.
  return { steps: [...after, ...removed], marks };
}
