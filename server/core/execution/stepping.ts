/** What an event does to the step, or the item of a loop, that it belongs to. Which statuses it applies to: `engine-event.ts`. */
import { runOrQueue, totalTimeFailure } from "./attempting";
import type { Draft } from "./draft";
import { ImpossibleEventError } from "./draft";
import type { StepEvent, StepPlace } from "./engine-event";
import { failAttempt, failForGood, failLoop } from "./failing";
import { begin } from "./launching";
import { cancelChild, isStopping, stopped } from "./stopping";
import { succeedAttempt } from "./succeeding";

type OfType<T extends StepEvent["type"]> = Extract<StepEvent, { type: T }>;

/** Applies an event that the table lets through. */
export function applyStepEvent(draft: Draft, event: StepEvent): void {
  switch (event.type) {
    case "step.succeeded":
      return succeedAttempt(draft, placeOf(event), event.result);
    case "step.failed":
      return failAttempt(draft, placeOf(event), event.error, event.random);
    case "step.suspended":
      return suspended(draft, event);
    case "step.child_requested":
      return childRequested(draft, event);
    case "step.stopped":
      return attemptStopped(draft, placeOf(event));
    case "step.timer_fired":
      return due(draft, placeOf(event));
    case "step.deadline_reached":
      return totalTimeOver(draft, event.step);
    case "step.continue_requested":
      return continued(draft, event.step);
    case "step.answered":
      return answered(draft, event);
    case "step.child_ended":
      return childEnded(draft, event);
  }
}

const placeOf = ({ step, item }: StepPlace): StepPlace => (item === undefined ? { step } : { step, item });

function suspended(draft: Draft, event: OfType<"step.suspended">): void {
  const place = placeOf(event);
  if (isStopping(draft, place)) return stopped(draft, place);
  const { until: wakeAt, result, message, prompt } = event;
  const reason = prompt ? ({ code: "approval", message, prompt } as const) : ({ code: "timer", message } as const);
  draft.move(place, "waiting", { wakeAt, result, reason, error: null }, wakeAt === null ? null : { wakeAt });
  if (wakeAt !== null) draft.ask({ type: "start-timer", ...place, wakeAt, kind: "wake" });
}

function childRequested(draft: Draft, event: OfType<"step.child_requested">): void {
  const place = placeOf(event);
  if (isStopping(draft, place)) return stopped(draft, place);
  const { childId, message } = event;
  draft.move(place, "waiting", { childId, error: null, reason: { code: "sub_chain", message } }, { childId });
  if (draft.state.status === "paused") draft.ask({ type: "tell-child", childId, command: "pause" });
}

function childEnded(draft: Draft, event: OfType<"step.child_ended">): void {
  const place = placeOf(event);
  if (draft.entry(place).childId !== event.childId) return;
  if (event.error) failAttempt(draft, place, event.error, event.random);
  else succeedAttempt(draft, place, event.result);
}

function attemptStopped(draft: Draft, place: StepPlace): void {
  if (isStopping(draft, place)) return stopped(draft, place);
  const expired = totalTimeFailure(draft, place.step);
  if (!expired) throw new ImpossibleEventError("An attempt stopped that nobody had told to.");
  failForGood(draft, place, expired);
}

/** A waiting step's time has come: a timer has nothing more to do, a back-off runs again, a question stays open no longer. */
function due(draft: Draft, place: StepPlace): void {
  const { wakeAt, reason, result } = draft.entry(place);
  if (wakeAt === null || draft.at < wakeAt) return;
  if (reason?.code === "timer") return succeedAttempt(draft, place, result);
  if (reason?.code !== "approval") return runOrQueue(draft, place);
  const message = "Nobody answered in time.";
  failAttempt(draft, place, { code: "approval_expired", message, retryable: false }, 0);
}

function totalTimeOver(draft: Draft, index: number): void {
  const expired = totalTimeFailure(draft, index);
  const place = { step: index };
  if (!expired || isStopping(draft, place)) return;
  const { status, attempt } = draft.step(index);
  if (draft.isLoop(place) && status === "running") return failLoop(draft, index, expired);
  if (status === "running") return void draft.ask({ type: "stop-step", ...place, attempt });
  cancelChild(draft, place);
  failForGood(draft, place, expired);
}

/** A person pressed Continue. Anything else that waits is not theirs to continue. */
function continued(draft: Draft, index: number): void {
  if (draft.step(index).reason?.code !== "manual_trigger") return;
  if (draft.state.status === "paused") draft.move({ step: index }, "queued", {});
  else begin(draft, index);
}

function answered(draft: Draft, event: OfType<"step.answered">): void {
  const place = placeOf(event);
  if (draft.entry(place).reason?.code !== "approval") return;
  if (event.error) failAttempt(draft, place, event.error, 0);
  else succeedAttempt(draft, place, event.result);
}
