/**
 * What a failure does. An error that may be tried again is, while the policy has attempts left. After that it is
 * *handled* if the policy is `continue`, or if some step is there for it: one that depends on the failed step
 * `on: failure` or `always`, or that joins with `all_done`. What nothing handles ends the execution.
 */
import type { Plan, PlanStep, RetryPolicy } from "../plan/plan";
import type { StepFailure, StepState } from "./state";

/** Whether the execution goes on although the step failed. */
export function isHandled(plan: Plan, index: number): boolean {
  const step = plan.steps[index];
  if (!step) return false;
  if (step.errorPolicy === "continue") return true;
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
  return error.code === "timeout" ? "timed_out" : "failed";
}
