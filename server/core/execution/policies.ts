/**
 * What a failure does. An error that may be tried again is, while the policy has attempts left. After that:
 *
 * | the failure is handled                                               | the execution           |
 * | by policy `continue`                                                 | goes on, with errors    |
 * | by policy `alternative`, and the alternative succeeded               | goes on, with errors    |
 * | by a step that depends on it `on: failure` or `always`, or `all_done`| goes on, with errors    |
 * | by nothing, under `rollback`                                         | undoes, then fails      |
 * | by nothing                                                           | fails                   |
 */
import type { Plan, PlanStep, RetryPolicy } from "../plan/plan";
import { outcomeOf } from "./outcome";
import type { StepFailure, StepState } from "./state";

/** Whether the execution goes on although the step failed. */
export function isHandled(plan: Plan, steps: readonly StepState[], index: number): boolean {
  const step = plan.steps[index];
  if (!step) return false;
  if (step.errorPolicy === "continue" || outcomeOf(plan, steps, index) === "succeeded") return true;
  return step.dependents.some((dependent) => {
    const other = plan.steps[dependent];
    return other !== undefined && handles(other, index);
  });
}

function handles(step: PlanStep, failed: number): boolean {
  if (step.join === "all_done") return true;
  return step.dependsOn.some((edge) => edge.step === failed && edge.on !== "success");
}

/** Milliseconds until the next attempt, or null when this failure is final. `failures` counts the one at hand. */
export function retryDelay(policy: RetryPolicy, error: StepFailure, failures: number, random: number): number | null {
  if (!error.retryable || failures >= policy.maxAttempts) return null;
  const delay = Math.min(policy.initialDelayMs * policy.backoffFactor ** (failures - 1), policy.maxDelayMs);
  return Math.round(policy.jitter ? delay * random : delay);
}

/** The final status of a step that failed for good. */
export function failureStatus(error: StepFailure): Extract<StepState["status"], "failed" | "timed_out"> {
  return ["timeout", "start_timeout", "idle_timeout"].includes(error.code) ? "timed_out" : "failed";
}
