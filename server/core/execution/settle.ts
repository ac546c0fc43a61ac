/**
 * What follows from a state by itself: steps that became ready start or are skipped, an unhandled failure ends the
 * execution, and the last end of a step is the end of the execution. Called after every event.
 */
import { evaluateCondition } from "../template/render";
import { TemplateError } from "../template/template-error";
import { contextOf } from "./context";
import type { Draft } from "./draft";
import { decide, isFailure } from "./joining";
import { isHandled } from "./policies";
import type { Ending } from "./state";
import { isExecutionEnded, isStepEnded, type Reason } from "./states";

/** Decides the steps of `candidates` (indexes) and all that follows from them. */
export function settle(draft: Draft, candidates: Iterable<number>): void {
  if (isExecutionEnded(draft.state.status)) return;
  if (draft.state.ending) return finishEnding(draft);
  if (draft.state.status !== "running") return;
  const queue = [...candidates];
  for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
    if (draft.step(index).status === "pending") advance(draft, index);
    if (draft.state.ending) return finishEnding(draft);
    if (isStepEnded(draft.step(index).status)) queue.push(...draft.planStep(index).dependents);
  }
  if (draft.state.open === 0) return succeed(draft);
  failIfDeadlocked(draft);
}

/** Starts an attempt of a step. */
export function startAttempt(draft: Draft, index: number): void {
  const step = draft.step(index);
  const attempt = step.attempt + 1;
  draft.moveStep(index, "running", { attempt, startedAt: step.startedAt ?? draft.at });
  draft.effects.push({ type: "run-step", step: index, attempt });
}

/** Begins the end: nothing new starts, running steps are told to stop, waiting ones are canceled. */
export function beginEnding(draft: Draft, ending: Ending): void {
  draft.patchExecution({ ending });
  draft.plan.steps.forEach((_, index) => {
    const step = draft.step(index);
    if (step.status === "running") draft.effects.push({ type: "stop-step", step: index, attempt: step.attempt });
    if (step.status === "waiting" || step.status === "queued")
      draft.moveStep(index, "canceled", { reason: openReason(ending) });
  });
}

/** Why the steps that had no turn will have none. */
export function openReason(ending: Ending): Reason {
  if (ending.status === "canceled") return { code: "execution_canceled", message: "The execution was canceled." };
  if (ending.status === "timed_out") return { code: "execution_stopped", message: "The execution ran out of time." };
  return { code: "execution_stopped", message: "The execution had failed before its turn." };
}

function advance(draft: Draft, index: number): void {
  const step = draft.planStep(index);
  const decision = decide(draft.plan, draft.state.steps, step);
  if (decision.type === "open") return;
  if (decision.type === "skip") return draft.moveStep(index, "skipped", { reason: decision.reason });
  if (step.when !== null) {
    const verdict = conditionHolds(draft, index, step.when);
    if (verdict.error) return failCondition(draft, index, verdict.error);
    if (!verdict.holds) {
      return draft.moveStep(index, "skipped", {
        reason: { code: "condition_false", message: `Its condition is false: ${step.when}` },
      });
    }
  }
  if (step.trigger === "manual") {
    return draft.moveStep(index, "waiting", {
      startedAt: null,
      reason: { code: "manual_trigger", message: "Waits for a person to press Continue." },
    });
  }
  startAttempt(draft, index);
}

function conditionHolds(draft: Draft, index: number, condition: string): { holds: boolean; error?: string } {
  try {
    return { holds: evaluateCondition(condition, contextOf(draft.plan, draft.state, index, draft.at)) };
  } catch (error) {
    if (error instanceof TemplateError) return { holds: false, error: error.message };
    throw error;
  }
}

function failCondition(draft: Draft, index: number, message: string): void {
  const error = { code: "template_error", message, retryable: false } as const;
  draft.moveStep(
    index,
    "failed",
    { error, reason: { code: "template_error", message } },
    { error: { code: error.code, message } },
  );
  endUnlessHandled(draft, index);
}

/** After a step has failed for good: the execution goes on, or its end begins. */
export function endUnlessHandled(draft: Draft, index: number): void {
  if (draft.state.ending) return;
  if (isHandled(draft.plan, index)) return draft.patchExecution({ withErrors: true });
  const step = draft.planStep(index);
  const message = `Step "${step.name}" failed: ${draft.step(index).error?.message ?? "unknown"}`;
  beginEnding(draft, { status: "failed", reason: { code: "step_failed", message } });
}

function finishEnding(draft: Draft): void {
  const ending = draft.state.ending;
  if (!ending || draft.state.running > 0) return;
  draft.plan.steps.forEach((_, index) => {
    if (draft.step(index).status === "pending") draft.moveStep(index, "skipped", { reason: openReason(ending) });
  });
  draft.moveExecution(ending.status, { reason: ending.reason, endedAt: draft.at }, { reason: ending.reason });
}

function succeed(draft: Draft): void {
  const withErrors = draft.state.steps.some((step) => isFailure(step.status));
  draft.moveExecution("succeeded", { withErrors, endedAt: draft.at }, withErrors ? { withErrors } : null);
}

/** Open steps, and none of them runs, waits or can start: a defect of the plan, which must never hang. */
function failIfDeadlocked(draft: Draft): void {
  if (
    draft.state.running > 0 ||
    draft.state.steps.some((step) => step.status === "waiting" || step.status === "queued")
  )
    return;
  const open = draft.plan.steps.filter((_, index) => draft.step(index).status === "pending").map((step) => step.id);
  beginEnding(draft, {
    status: "failed",
    reason: { code: "deadlock", message: `No step can run any more: ${open.join(", ")}.` },
  });
  finishEnding(draft);
}
