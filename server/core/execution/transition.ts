/**
 * The rules of an execution: `transition(plan, state, event)` says what the state becomes, which changes of status are to be
 * recorded, and what the engine has to do once they are. Pure: no clock, no randomness, no promise.
 *
 * Where a rule lives: `joining` (when a step is ready), `launching` (its begin), `failing` and `policies` (failures),
 * `succeeding` (results, repeat), `choosing` (next), `looping` (for_each), `standing-by` (alternative, compensate), `ending` and
 * `finishing` (the end, rollback), `recovering` (crashes), `settle` (what follows from what).
 */
import type { Plan } from "../plan/plan";
import { startAttempt } from "./attempting";
import { Draft, ImpossibleEventError } from "./draft";
import type { TransitionResult } from "./effect";
import { beginEnding, endUnlessHandled } from "./ending";
import { type EngineEvent, type ExecutionEvent, STEP_EVENT_TABLE, type StepEvent } from "./engine-event";
import type { HookFailures } from "./hook-failures";
import { begin } from "./launching";
import { isFailure } from "./outcome";
import { isHandled } from "./policies";
import { recover } from "./recovering";
import { settle } from "./settle";
import type { ExecutionState } from "./state";
import { isExecutionEnded, isStepEnded, type StepStatus } from "./states";
import { applyStepEvent } from "./stepping";

/**
 * Applies one event. Late events change nothing; impossible ones throw `ImpossibleEventError`. A success that hooks have failed
 * is a failure.
 */
export function transition(
  plan: Plan,
  state: ExecutionState,
  event: EngineEvent,
  hookFailures: HookFailures | null = null,
): TransitionResult<ExecutionState> {
  const draft = new Draft(plan, state, event.at, hookFailures);
  if (!isExecutionEnded(state.status)) {
    if ("step" in event) applyToStep(draft, event);
    else applyToExecution(draft, event);
  }
  return { state: draft.state, transitions: draft.transitions, effects: draft.effects };
}

function applyToExecution(draft: Draft, event: ExecutionEvent): void {
  switch (event.type) {
    case "execution.claimed":
      return claimed(draft, event.crashLoop);
    case "execution.cancel_requested":
      return cancelRequested(draft, event.note);
    case "execution.pause_requested":
      return pauseRequested(draft);
    case "execution.resume_requested":
      return resumeRequested(draft);
    case "execution.deadline_reached":
      return deadlineReached(draft);
  }
}

function claimed(draft: Draft, crashLoop: boolean): void {
  if (draft.state.status === "queued") {
    const { timeoutMs } = draft.plan;
    const deadlineAt = timeoutMs === null ? null : draft.at + timeoutMs;
    draft.moveExecution("running", { startedAt: draft.at, deadlineAt });
    judgeGiven(draft);
  } else recover(draft, crashLoop);
  settle(draft, draft.plan.steps.keys());
}

/** A test can begin with failures, and nothing may handle them. Those that a replay begins with were handled. */
function judgeGiven(draft: Draft): void {
  draft.state.steps.forEach(({ status }, index) => {
    if (!isFailure(status) || draft.planStep(index).alternative !== null) return;
    if (!isHandled(draft.plan, draft.state.steps, index)) endUnlessHandled(draft, index);
  });
}

/** A rollback can be canceled too: what has been undone stays so, the rest is not undone. */
function cancelRequested(draft: Draft, note: string | null): void {
  if (draft.state.ending && !draft.state.ending.rollback) return;
  const message = note ? `Canceled: ${note}` : "Canceled by a person or program.";
  beginEnding(draft, { status: "canceled", reason: { code: "execution_canceled", message } });
  settle(draft, []);
}

function pauseRequested(draft: Draft): void {
  if (draft.state.status !== "running" || draft.state.ending) return;
  draft.moveExecution("paused", {});
  tellChildren(draft, "pause");
}

function resumeRequested(draft: Draft): void {
  if (draft.state.status !== "paused") return;
  draft.moveExecution("running", {});
  tellChildren(draft, "resume");
  for (const place of draft.places()) {
    if (draft.entry(place).status !== "queued") continue;
    if (draft.isLoop(place)) begin(draft, place.step);
    else startAttempt(draft, place);
  }
  settle(draft, draft.plan.steps.keys());
}

function tellChildren(draft: Draft, command: "pause" | "resume"): void {
  for (const place of draft.places()) {
    const { childId } = draft.entry(place);
    if (childId !== null) draft.ask({ type: "tell-child", childId, command });
  }
}

/** Also a rollback goes on after it: half undone is worse than late. */
function deadlineReached(draft: Draft): void {
  if (draft.state.ending || draft.state.status === "queued") return;
  const seconds = (draft.plan.timeoutMs ?? 0) / 1000;
  const message = `It took longer than its ${seconds} s.`;
  beginEnding(draft, { status: "timed_out", reason: { code: "timeout", message } });
  settle(draft, []);
}

function applyToStep(draft: Draft, event: StepEvent): void {
  // What is said of an item after its loop has ended is late.
  if (event.item !== undefined && !draft.step(event.step).loop) return;
  const entry = draft.entry(event);
  const verdict = STEP_EVENT_TABLE[event.type][column(entry.status)];
  if (verdict === "impossible") {
    throw new ImpossibleEventError(
      `${event.type} for step "${draft.planStep(event.step).id}", which is ${entry.status}.`,
    );
  }
  if (verdict === "late" || ("attempt" in event && event.attempt !== entry.attempt)) return;
  const before = draft.state;
  applyStepEvent(draft, event);
  if (draft.state === before) return;
  const { loop, status } = draft.step(event.step);
  settle(draft, loop ? [event.step] : [], isStepEnded(status) ? event.step : null);
}

function column(status: StepStatus): 0 | 1 | 2 | 3 | 4 {
  if (status === "pending") return 0;
  if (status === "queued") return 1;
  if (status === "running") return 2;
  return status === "waiting" ? 3 : 4;
}
