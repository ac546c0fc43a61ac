import type { EdgeCondition, Join } from "@/server/core/plan/plan";
import type { GraphEdge, GraphStep, StepView } from "@/server/services/execution-view";
import { casesWords, SERVICE_WORDS } from "./plan-words";

/** How an edge is drawn. `plain` is for plans that are not running. */
export type EdgeLook = "plain" | "todo" | "done" | "off" | "bad" | "live";

export interface PlanEdgeView {
  id: string;
  from: string;
  to: string;
  /** Words of the pill on the edge; null: on success, which is silent. */
  label: string | null;
  look: EdgeLook;
}

const CONDITIONS: Record<EdgeCondition, string | null> = { success: null, failure: "on failure", always: "always" };
const JOINS: Record<Join, string | null> = {
  all_succeeded: null,
  any_succeeded: "any succeeded",
  all_done: "all done",
  none_failed: "none failed",
};
const LONGEST_CONDITION = 28;

/** The edges of a plan with their words, and with their looks when states are known. */
export function planEdges(steps: readonly GraphStep[], states: ReadonlyMap<string, StepView> | null): PlanEdgeView[] {
  const known = new Set(steps.map(({ id }) => id));
  return steps.flatMap((step) =>
    step.dependsOn
      .filter((edge) => known.has(edge.step))
      .map((edge, index) => ({
        id: `${edge.step}>${step.id}:${edge.on}${edge.cases ? ":case" : ""}`,
        from: edge.step,
        to: step.id,
        label: labelOf(step, edge, index),
        look: states ? lookOf(states.get(edge.step), states.get(step.id), edge.on) : ("plain" as const),
      })),
  );
}

/** What holds for the whole step (its condition, its join) stands on its first edge. */
function labelOf(step: GraphStep, { on, cases }: GraphEdge, index: number): string | null {
  const way = cases ? casesWords(cases, shorten) : CONDITIONS[on];
  const words = [SERVICE_WORDS[step.role] ?? way];
  if (index === 0 && step.when) words.push(`${cases ? "and " : ""}if ${shorten(step.when)}`);
  if (index === 0 && step.role === "step" && step.dependsOn.length > 1) words.push(JOINS[step.join]);
  return words.filter(Boolean).join(", ") || null;
}

function lookOf(from: StepView | undefined, to: StepView | undefined, on: EdgeCondition): EdgeLook {
  if (!from || !to) return "todo";
  if (to.status === "skipped") return "off";
  if (to.status === "running") return "live";
  if (to.status === "pending") return "todo";
  const failed = from.status === "failed" || from.status === "timed_out";
  return failed && on !== "success" ? "bad" : "done";
}

function shorten(condition: string): string {
  return condition.length > LONGEST_CONDITION ? `${condition.slice(0, LONGEST_CONDITION - 1)}…` : condition;
}
