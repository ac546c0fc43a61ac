/**
 * How a step counts for the others.
 *
 * | the step                                  | counts as                         | its result          |
 * | has not ended                             | open                              | null                |
 * | failed, and its alternative has not ended | open                              | null                |
 * | failed, and its alternative succeeded     | succeeded                         | the alternative's   |
 * | has ended otherwise                       | it ended                          | its own             |
 */
import type { JsonValue } from "../json";
import type { Plan } from "../plan/plan";
import type { StepState } from "./state";
import { isStepEnded, type StepStatus } from "./states";

export type Outcome = Extract<StepStatus, "succeeded" | "failed" | "timed_out" | "canceled" | "skipped"> | "open";

export const isFailure = (status: StepStatus | "open"): boolean => status === "failed" || status === "timed_out";

/** How a step counts for those that depend on it. */
export function outcomeOf(plan: Plan, steps: readonly StepState[], index: number): Outcome {
  const status = steps[index]?.status ?? "pending";
  if (!isStepEnded(status)) return "open";
  const alternative = plan.steps[index]?.alternative ?? null;
  if (alternative === null || !isFailure(status)) return status as Outcome;
  const other = outcomeOf(plan, steps, alternative);
  return other === "open" || other === "succeeded" ? other : (status as Outcome);
}

/** The step whose result and choice count: the step itself, or the one that stood in for it. */
export function producerOf(plan: Plan, steps: readonly StepState[], index: number): number {
  const alternative = plan.steps[index]?.alternative ?? null;
  if (alternative === null || !isFailure(steps[index]?.status ?? "pending")) return index;
  return outcomeOf(plan, steps, alternative) === "succeeded" ? producerOf(plan, steps, alternative) : index;
}

/** What templates see as the result of a step; null while there is none. */
export function resultOf(plan: Plan, steps: readonly StepState[], index: number): JsonValue {
  const producer = steps[producerOf(plan, steps, index)];
  return producer && isStepEnded(producer.status) ? producer.result : null;
}

/** Whether the steps below may go on as if it had succeeded: it did, or it failed under `continue`. */
export function hasPassed(plan: Plan, steps: readonly StepState[], index: number): boolean {
  const outcome = outcomeOf(plan, steps, index);
  return outcome === "succeeded" || (isFailure(outcome) && plan.steps[index]?.errorPolicy === "continue");
}
