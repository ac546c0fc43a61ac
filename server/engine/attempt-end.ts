/** The event that tells how an attempt ended. */
import type { EngineEvent } from "../core/execution/engine-event";
import type { ExecutionStart } from "../store/start-values";
import type { AttemptFacts } from "./attempt";
import { limitMessage } from "./life";
import type { BrowserState, StepOutcome } from "./ports";

export interface AttemptEnd {
  event: EngineEvent;
  browser: BrowserState | null;
  /** The execution that the step goes on as. */
  child: ExecutionStart | null;
}

/** What becomes of a step that runs another chain. */
export type ChildOutcome = { status: "child"; child: ExecutionStart; message: string };

/** `outcome` is null when the tool did not return in time after it was told to stop. Null: the attempt was handed over. */
export function attemptEnd(
  { step, place, number: attempt, stopping: { reason } }: AttemptFacts,
  at: number,
  outcome: StepOutcome | ChildOutcome | null,
): AttemptEnd | null {
  // A success that arrives although it was told to stop is a success: the work is done.
  if (outcome?.status === "succeeded") {
    const success = { type: "step.succeeded", at, step: place.step, attempt, result: outcome.result } as const;
    const event = place.item === undefined ? success : { ...success, item: place.item };
    return { event, browser: outcome.browser ?? null, child: null };
  }
  const common = { at, ...place, attempt };
  const nothing = { browser: null, child: null };
  if (reason === "handover") return null;
  if (reason === "cancel") return { ...nothing, event: { type: "step.stopped", ...common } };
  const random = Math.random();
  if (reason !== null) {
    const error = { code: reason, message: limitMessage(step, reason), retryable: true } as const;
    return { ...nothing, event: { type: "step.failed", ...common, error, random } };
  }
  if (outcome?.status === "waiting") {
    const { until, message, result } = outcome;
    return { ...nothing, event: { type: "step.suspended", ...common, until, message, result } };
  }
  if (outcome?.status === "asking") {
    const { until, message, prompt } = outcome;
    return { ...nothing, event: { type: "step.suspended", ...common, until, message, prompt, result: null } };
  }
  if (outcome?.status === "child") {
    const { child, message } = outcome;
    return { ...nothing, child, event: { type: "step.child_requested", ...common, childId: child.id, message } };
  }
  const error = outcome?.error ?? { code: "tool_error", message: "The tool gave no answer.", retryable: false };
  return { ...nothing, browser: outcome?.browser ?? null, event: { type: "step.failed", ...common, error, random } };
}
