/**
 * The rules of an execution: `transition(plan, state, event)` says what the state becomes, which changes of status are to be
 * recorded, and what the engine has to do once they are. Pure: no clock, no randomness, no promise.
 */
import type { Plan } from "../plan/plan";
import { Draft, ImpossibleEventError } from "./draft";
import type { TransitionResult } from "./effect";
import { type EngineEvent, STEP_EVENT_TABLE } from "./engine-event";
import { failureStatus, retryDelay } from "./policies";
import { beginEnding, endUnlessHandled, settle, startAttempt } from "./settle";
import type { ExecutionState, StepFailure } from "./state";
import { isExecutionEnded, isStepEnded, type StepStatus } from "./states";

type StepEvent = Extract<EngineEvent, { step: number }>;
type OfType<T extends EngineEvent["type"]> = Extract<EngineEvent, { type: T }>;

/** Applies one event. Late events change nothing; impossible ones throw `ImpossibleEventError`. */
export function transition(plan: Plan, state: ExecutionState, event: EngineEvent): TransitionResult<ExecutionState> {
  const draft = new Draft(plan, state, event.at);
  if (!isExecutionEnded(state.status)) {
    if ("step" in event) applyToStep(draft, event);
    else applyToExecution(draft, event);
  }
  return { state: draft.state, transitions: draft.transitions, effects: draft.effects };
}

function applyToExecution(draft: Draft, event: Exclude<EngineEvent, StepEvent>): void {
  switch (event.type) {
    case "execution.claimed":
      return claimed(draft, event);
    case "execution.cancel_requested":
      return cancelRequested(draft, event);
    case "execution.pause_requested":
      if (draft.state.status === "running" && !draft.state.ending) draft.moveExecution("paused", {});
      return;
    case "execution.resume_requested":
      return resumeRequested(draft);
    case "execution.deadline_reached":
      return deadlineReached(draft);
  }
}

function claimed(draft: Draft, event: OfType<"execution.claimed">): void {
  if (draft.state.status === "queued") {
    const { timeoutMs } = draft.plan;
    draft.moveExecution("running", {
      startedAt: event.at,
      deadlineAt: timeoutMs === null ? null : event.at + timeoutMs,
    });
    return settle(draft, draft.plan.steps.keys());
  }
  recover(draft, event.crashLoop);
  draft.plan.steps.forEach((_, index) => {
    const { status, wakeAt } = draft.step(index);
    if (status === "waiting" && wakeAt !== null) draft.effects.push({ type: "start-timer", step: index, wakeAt });
  });
  settle(draft, draft.plan.steps.keys());
}

/** Running steps lost their process: they run again, or end, as the chain and the step say. */
function recover(draft: Draft, crashLoop: boolean): void {
  const interrupted = [...draft.plan.steps.keys()].filter((index) => draft.step(index).status === "running");
  if (draft.state.ending) {
    for (const index of interrupted) stopped(draft, index);
    return;
  }
  const failExecution = interrupted.length > 0 && draft.plan.onCrash === "fail" && !crashLoop;
  for (const index of interrupted) {
    if (draft.state.ending) stopped(draft, index);
    else recoverStep(draft, index, crashLoop, failExecution);
  }
  if (failExecution && !draft.state.ending) {
    const message = "Its process ended in the middle, and the chain says on_crash: fail.";
    beginEnding(draft, { status: "failed", reason: { code: "failed_recovered", message } });
  }
}

function recoverStep(draft: Draft, index: number, crashLoop: boolean, failExecution: boolean): void {
  if (crashLoop) {
    const message = "The process ended each of the last times that this step ran. It is not tried again.";
    return failForGood(draft, index, { code: "crash_loop", message, retryable: false }, true);
  }
  const message = "The process ended while this step ran; it may have done its work.";
  const error = { code: "interrupted", message, retryable: false } as const;
  if (failExecution) return failForGood(draft, index, error, false);
  if (draft.planStep(index).rerun === "never") return failForGood(draft, index, error, true);
  if (draft.state.status === "paused") {
    return draft.moveStep(index, "queued", { reason: { code: "interrupted", message: "Runs again after Resume." } });
  }
  startAttempt(draft, index);
}

function cancelRequested(draft: Draft, event: OfType<"execution.cancel_requested">): void {
  if (draft.state.ending) return;
  const message = event.note ? `Canceled: ${event.note}` : "Canceled by a person or program.";
  beginEnding(draft, { status: "canceled", reason: { code: "execution_canceled", message } });
  settle(draft, []);
}

function resumeRequested(draft: Draft): void {
  if (draft.state.status !== "paused") return;
  draft.moveExecution("running", {});
  draft.plan.steps.forEach((_, index) => {
    if (draft.step(index).status === "queued") startAttempt(draft, index);
  });
  settle(draft, draft.plan.steps.keys());
}

function deadlineReached(draft: Draft): void {
  if (draft.state.ending || draft.state.status === "queued") return;
  const seconds = (draft.plan.timeoutMs ?? 0) / 1000;
  beginEnding(draft, {
    status: "timed_out",
    reason: { code: "timeout", message: `It took longer than its ${seconds} s.` },
  });
  settle(draft, []);
}

function applyToStep(draft: Draft, event: StepEvent): void {
  const step = draft.step(event.step);
  const verdict = STEP_EVENT_TABLE[event.type][column(step.status)];
  if (verdict === "impossible") {
    throw new ImpossibleEventError(
      `${event.type} for step "${draft.planStep(event.step).id}", which is ${step.status}.`,
    );
  }
  if (verdict === "late" || ("attempt" in event && event.attempt !== step.attempt)) return;
  applyStepEvent(draft, event);
  settle(draft, affected(draft, event.step));
}

function applyStepEvent(draft: Draft, event: StepEvent): void {
  switch (event.type) {
    case "step.succeeded":
      return draft.moveStep(event.step, "succeeded", { result: event.result, error: null });
    case "step.failed":
      return failed(draft, event);
    case "step.suspended":
      return suspended(draft, event);
    case "step.stopped":
      return stopped(draft, event.step);
    case "step.timer_fired":
      return due(draft, event.step);
    case "step.continue_requested":
      if (draft.step(event.step).reason?.code === "manual_trigger") runOrQueue(draft, event.step);
      return;
  }
}

function failed(draft: Draft, event: OfType<"step.failed">): void {
  const { error } = event;
  if (draft.state.ending) return stopped(draft, event.step);
  const failures = draft.step(event.step).failures + 1;
  const { retry } = draft.planStep(event.step);
  const delay = retryDelay(retry, error, failures, event.random);
  if (delay === null) return failForGood(draft, event.step, error, true);
  const wakeAt = event.at + delay;
  const message = `Attempt ${failures} of ${retry.maxAttempts} failed: ${asSentence(error.message)} The next starts in ${delay / 1000} s.`;
  draft.moveStep(
    event.step,
    "waiting",
    { failures, error, wakeAt, reason: { code: "retry_backoff", message } },
    { error: recorded(error), wakeAt },
  );
  draft.effects.push({ type: "start-timer", step: event.step, wakeAt });
}

/** Tools end their messages as they like; what follows is a sentence of its own. */
function asSentence(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}

function failForGood(draft: Draft, index: number, error: StepFailure, endExecution: boolean): void {
  const failures = draft.step(index).failures + 1;
  const reason = { code: error.code, message: error.message };
  draft.moveStep(index, failureStatus(error), { failures, error, reason, result: null }, { error: recorded(error) });
  if (endExecution) endUnlessHandled(draft, index);
}

function recorded(error: StepFailure) {
  return { code: error.code, message: error.message, ...(error.details ? { details: error.details } : {}) };
}

function suspended(draft: Draft, event: OfType<"step.suspended">): void {
  if (draft.state.ending) return stopped(draft, event.step);
  const { until, result, message } = event;
  const reason = { code: "timer", message } as const;
  draft.moveStep(event.step, "waiting", { wakeAt: until, result, reason, error: null }, { wakeAt: until });
  draft.effects.push({ type: "start-timer", step: event.step, wakeAt: until });
}

function stopped(draft: Draft, index: number): void {
  const canceled = draft.state.ending?.status === "canceled";
  const reason = {
    code: canceled ? "execution_canceled" : "execution_stopped",
    message: "It was stopped because the execution ended.",
  } as const;
  draft.moveStep(index, "canceled", { reason, result: null });
}

/** A waiting step's time has come: a timer has nothing more to do, a back-off runs again. */
function due(draft: Draft, index: number): void {
  const step = draft.step(index);
  if (step.wakeAt === null || draft.at < step.wakeAt) return;
  if (step.reason?.code === "timer") return draft.moveStep(index, "succeeded", { result: step.result });
  runOrQueue(draft, index);
}

function runOrQueue(draft: Draft, index: number): void {
  if (draft.state.status === "paused") draft.moveStep(index, "queued", {});
  else startAttempt(draft, index);
}

function affected(draft: Draft, index: number): readonly number[] {
  return isStepEnded(draft.step(index).status) ? draft.planStep(index).dependents : [];
}

function column(status: StepStatus): 0 | 1 | 2 | 3 | 4 {
  if (status === "pending") return 0;
  if (status === "queued") return 1;
  if (status === "running") return 2;
  return status === "waiting" ? 3 : 4;
}
