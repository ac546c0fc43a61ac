/**
 * When a step is ready.
 *
 * | join            | runs                                                       | else                                  |
 * | all_succeeded   | all dependencies ended and every edge is satisfied          | skipped when all have ended           |
 * | any_succeeded   | as soon as one edge is satisfied                            | skipped when all have ended           |
 * | all_done        | when all have ended, whatever the ends                      |                                       |
 * | none_failed     | all have ended, none failed or timed out, one succeeded     | skipped when all have ended           |
 *
 * A step without dependencies is ready at once.
 */
import type { Plan, PlanEdge, PlanStep } from "../plan/plan";
import type { StepState } from "./state";
import { isStepEnded, type Reason } from "./states";

export type Decision = { type: "open" } | { type: "run" } | { type: "skip"; reason: Reason };

const OPEN: Decision = { type: "open" };
const RUN: Decision = { type: "run" };

/** Whether a step can run now, will never run, or has to wait for others. */
export function decide(plan: Plan, steps: readonly StepState[], step: PlanStep): Decision {
  if (step.dependsOn.length === 0) return RUN;
  if (step.join === "any_succeeded" && step.dependsOn.some((edge) => isSatisfied(plan, steps, edge))) return RUN;
  for (const edge of step.dependsOn) if (!isStepEnded(stateOf(steps, edge).status)) return OPEN;
  return runsAfterAllEnded(plan, steps, step) ? RUN : { type: "skip", reason: skipReason(plan, steps, step) };
}

function runsAfterAllEnded(plan: Plan, steps: readonly StepState[], step: PlanStep): boolean {
  const statuses = step.dependsOn.map((edge) => stateOf(steps, edge).status);
  switch (step.join) {
    case "all_succeeded":
      return step.dependsOn.every((edge) => isSatisfied(plan, steps, edge));
    case "any_succeeded":
      return false;
    case "all_done":
      return true;
    case "none_failed":
      return !statuses.some(isFailure) && statuses.includes("succeeded");
  }
}

/** `on: success` takes a failure under `continue` as well: its result is null and its error is in `errors`. */
function isSatisfied(plan: Plan, steps: readonly StepState[], edge: PlanEdge): boolean {
  const status = stateOf(steps, edge).status;
  switch (edge.on) {
    case "success":
      return status === "succeeded" || (isFailure(status) && stepOf(plan, edge).errorPolicy === "continue");
    case "failure":
      return isFailure(status);
    case "always":
      return isStepEnded(status);
  }
}

/** The most telling cause first: a failure, then a skip, then a failure that did not happen. */
function skipReason(plan: Plan, steps: readonly StepState[], step: PlanStep): Reason {
  const bad = step.dependsOn.filter((edge) => step.join === "none_failed" || !isSatisfied(plan, steps, edge));
  const named = (edge: PlanEdge) => `"${stepOf(plan, edge).name}"`;
  const failed = bad.find((edge) => ["failed", "timed_out", "canceled"].includes(stateOf(steps, edge).status));
  if (failed) return { code: "dependency_failed", message: `${named(failed)} did not succeed.` };
  const skipped = bad.find((edge) => stateOf(steps, edge).status === "skipped");
  if (skipped) return { code: "dependency_skipped", message: `${named(skipped)} was skipped.` };
  const first = bad[0];
  return { code: "branch_not_taken", message: first ? `Runs only when ${named(first)} fails.` : "No way leads here." };
}

export const isFailure = (status: StepState["status"]): boolean => status === "failed" || status === "timed_out";

function stateOf(steps: readonly StepState[], edge: PlanEdge): StepState {
  const state = steps[edge.step];
  if (!state) throw new Error(`edge to a step that does not exist: ${edge.step}`);
  return state;
}

function stepOf(plan: Plan, edge: PlanEdge): PlanStep {
  const step = plan.steps[edge.step];
  if (!step) throw new Error(`edge to a step that does not exist: ${edge.step}`);
  return step;
}
