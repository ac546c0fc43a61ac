/**
 * When a step is ready.
 *
 * | join            | runs                                                       | else                                  |
 * | all_succeeded   | all dependencies ended and every edge is satisfied          | skipped when all have ended           |
 * | any_succeeded   | as soon as one edge is satisfied                            | skipped when all have ended           |
 * | all_done        | when all have ended, whatever the ends                      |                                       |
 * | none_failed     | all have ended, none failed or timed out, one succeeded     | skipped when all have ended           |
 *
 * | edge            | is satisfied by                                                                                  |
 * | on: success     | succeeded, and failed under `continue` (the result is null and the error is in `errors`)         |
 * | on: failure     | failed, timed out                                                                                |
 * | on: always      | any end                                                                                          |
 * | case of `next`  | the same as on: success, if the case was taken; the edge of another case counts as skipped       |
 *
 * A step without dependencies is ready at once. How a dependency ended: see `outcome.ts`.
 */
import type { Plan, PlanEdge, PlanStep } from "../plan/plan";
import { hasPassed, isFailure, type Outcome, outcomeOf, producerOf } from "./outcome";
import type { StepState } from "./state";
import type { Reason } from "./states";

export type Decision = { type: "open" } | { type: "run" } | { type: "skip"; reason: Reason };

const OPEN: Decision = { type: "open" };
const RUN: Decision = { type: "run" };

/** Whether a step can run now, will never run, or has to wait for others. */
export function decide(plan: Plan, steps: readonly StepState[], step: PlanStep): Decision {
  if (step.dependsOn.length === 0) return RUN;
  if (step.join === "any_succeeded" && step.dependsOn.some((edge) => isSatisfied(plan, steps, edge))) return RUN;
  for (const edge of step.dependsOn) if (outcomeOf(plan, steps, edge.step) === "open") return OPEN;
  return runsAfterAllEnded(plan, steps, step) ? RUN : { type: "skip", reason: skipReason(plan, steps, step) };
}

/** Whether the way of an edge was not taken by the choice that it belongs to. */
export function isUntaken(plan: Plan, steps: readonly StepState[], edge: PlanEdge): boolean {
  if (!edge.cases || !hasPassed(plan, steps, edge.step)) return false;
  return !edge.cases.includes(steps[producerOf(plan, steps, edge.step)]?.taken ?? -1);
}

function runsAfterAllEnded(plan: Plan, steps: readonly StepState[], step: PlanStep): boolean {
  switch (step.join) {
    case "all_succeeded":
      return step.dependsOn.every((edge) => isSatisfied(plan, steps, edge));
    case "any_succeeded":
      return false;
    case "all_done":
      return true;
    case "none_failed": {
      const ends = step.dependsOn.map((edge) => endOf(plan, steps, edge));
      return !ends.some(isFailure) && ends.includes("succeeded");
    }
  }
}

function endOf(plan: Plan, steps: readonly StepState[], edge: PlanEdge): Outcome {
  return isUntaken(plan, steps, edge) ? "skipped" : outcomeOf(plan, steps, edge.step);
}

function isSatisfied(plan: Plan, steps: readonly StepState[], edge: PlanEdge): boolean {
  switch (edge.on) {
    case "success":
      return hasPassed(plan, steps, edge.step) && !isUntaken(plan, steps, edge);
    case "failure":
      return isFailure(outcomeOf(plan, steps, edge.step));
    case "always":
      return outcomeOf(plan, steps, edge.step) !== "open";
  }
}

/** The most telling cause first: a failure, a way not taken, a skip, then a failure that did not happen. */
function skipReason(plan: Plan, steps: readonly StepState[], step: PlanStep): Reason {
  const bad = step.dependsOn.filter((edge) => step.join === "none_failed" || !isSatisfied(plan, steps, edge));
  const named = (edge: PlanEdge) => `"${plan.steps[edge.step]?.name}"`;
  const failed = bad.find((edge) => ["failed", "timed_out", "canceled"].includes(endOf(plan, steps, edge)));
  if (failed) return { code: "dependency_failed", message: `${named(failed)} did not succeed.` };
  const untaken = bad.find((edge) => isUntaken(plan, steps, edge));
  if (untaken) return { code: "branch_not_taken", message: wayTaken(plan, steps, untaken) };
  const skipped = bad.find((edge) => endOf(plan, steps, edge) === "skipped");
  if (skipped) return { code: "dependency_skipped", message: `${named(skipped)} was skipped.` };
  const first = bad[0];
  return { code: "branch_not_taken", message: first ? `Runs only when ${named(first)} fails.` : "No way leads here." };
}

function wayTaken(plan: Plan, steps: readonly StepState[], edge: PlanEdge): string {
  const source = plan.steps[edge.step];
  const taken = source?.next[steps[producerOf(plan, steps, edge.step)]?.taken ?? -1];
  if (!taken) return `No case of "${source?.name}" matched.`;
  const goto = taken.goto === "end" ? "the end" : `"${plan.steps[taken.goto]?.name}"`;
  return `"${source?.name}" went to ${goto}.`;
}
