import type { StepMark } from "@/components/shared/plan-node";
import type { GraphStep } from "@/server/services/execution-view";

/** Two plans in one graph: steps of both, in an order in which every step stands below those it depends on. */
export function graphDiff(
  before: readonly GraphStep[],
  after: readonly GraphStep[],
): { steps: GraphStep[]; marks: Map<string, StepMark> } {
  const old = new Map(before.map((step) => [step.id, step]));
  const now = new Map(after.map((step) => [step.id, step]));
  const marks = new Map<string, StepMark>();
  for (const step of after) {
    const was = old.get(step.id);
    if (!was) marks.set(step.id, "added");
    else if (JSON.stringify(was) !== JSON.stringify(step)) marks.set(step.id, "changed");
  }
  const removed = before.filter(({ id }) => !now.has(id));
  for (const { id } of removed) marks.set(id, "removed");
  // What is gone hangs on what is left of what it depended on; nothing new depends on it.
  return { steps: [...after, ...removed], marks };
}
