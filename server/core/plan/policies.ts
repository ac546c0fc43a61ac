import type { ChainDefinition, StepDefinition } from "../definition/definition";
import type { ErrorPolicy, PlanErrorPolicy, RetryPolicy } from "./plan";

/** What `retry` means when it says nothing more. */
export const RETRY_DEFAULTS: RetryPolicy = {
  maxAttempts: 3,
  initialDelayMs: 1000,
  backoffFactor: 2,
  maxDelayMs: 60_000,
  jitter: false,
};

const NO_RETRY: RetryPolicy = { ...RETRY_DEFAULTS, maxAttempts: 1 };

export const toMs = (seconds: number): number => Math.max(1, Math.round(seconds * 1000));

/**
 * What a failure does once the attempts are used up.
 *
 * | the step's own policy      | is                                                                 |
 * | none, with `alternative`   | alternative                                                        |
 * | none                       | the chain's; `alternative` there is `stop` for a step without one  |
 * | retry                      | stop                                                               |
 */
export function errorPolicyOf(step: StepDefinition, chain: ChainDefinition): PlanErrorPolicy {
  const policy = step.error_policy ?? (step.alternative === undefined ? chain.error_policy : "alternative");
  if (policy === "alternative") return step.alternative === undefined ? "stop" : "alternative";
  return policy === "continue" || policy === "rollback" ? policy : "stop";
}

const policyOf = (step: StepDefinition, chain: ChainDefinition): ErrorPolicy =>
  step.error_policy ?? chain.error_policy ?? "stop";

/**
 * A step's own `retry`, else the chain's, else the defaults when its policy is `retry`. A step that sets another policy
 * than a chain's `retry` has none.
 */
export function retryOf(step: StepDefinition, chain: ChainDefinition): RetryPolicy {
  if (step.retry !== undefined) return fromDefinition(step.retry);
  const leavesRetry =
    chain.error_policy === "retry" && step.error_policy !== undefined && step.error_policy !== "retry";
  if (leavesRetry) return NO_RETRY;
  if (chain.retry !== undefined) return fromDefinition(chain.retry);
  return policyOf(step, chain) === "retry" ? RETRY_DEFAULTS : NO_RETRY;
}

function fromDefinition(retry: NonNullable<StepDefinition["retry"]>): RetryPolicy {
  const initialDelayMs = Math.round((retry.initial_delay ?? RETRY_DEFAULTS.initialDelayMs / 1000) * 1000);
  const maxDelayMs =
    retry.max_delay === undefined
      ? Math.max(RETRY_DEFAULTS.maxDelayMs, initialDelayMs)
      : Math.round(retry.max_delay * 1000);
  return {
    maxAttempts: retry.max_attempts ?? RETRY_DEFAULTS.maxAttempts,
    initialDelayMs,
    backoffFactor: retry.backoff_factor ?? RETRY_DEFAULTS.backoffFactor,
    maxDelayMs,
    jitter: retry.jitter ?? RETRY_DEFAULTS.jitter,
  };
}
