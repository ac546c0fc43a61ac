/** The begin of attempts, and the waits between them. */
import type { Draft } from "./draft";
import type { StepPlace } from "./engine-event";
import type { StepFailure } from "./state";

/** Starts an attempt. With the first one of a step its total time begins to run. */
export function startAttempt(draft: Draft, place: StepPlace): void {
  const entry = draft.entry(place);
  const { repeat } = draft.planStep(place.step);
  const attempt = entry.attempt + 1;
  const iteration = repeat && place.item === undefined ? Math.max(1, entry.iteration) : entry.iteration;
  const data = iteration > 0 ? { iteration } : null;
  draft.move(place, "running", { attempt, iteration, startedAt: entry.startedAt ?? draft.at }, data);
  const { step, item } = place;
  draft.ask(item === undefined ? { type: "run-step", step, attempt } : { type: "run-step", step, item, attempt });
  if (entry.startedAt === null && place.item === undefined) startTotalTime(draft, place.step);
}

/** Starts an attempt, or puts it off until the execution is resumed. */
export function runOrQueue(draft: Draft, place: StepPlace): void {
  if (draft.state.status === "paused") draft.move(place, "queued", {});
  else startAttempt(draft, place);
}

/** Asks for the event at the end of a step's total time. */
export function startTotalTime(draft: Draft, step: number): void {
  const wakeAt = totalTimeEnd(draft, step);
  if (wakeAt !== null) draft.ask({ type: "start-timer", step, wakeAt, kind: "deadline" });
}

/** When the `total_timeout` of a begun step is over. */
export function totalTimeEnd(draft: Draft, step: number): number | null {
  const { totalTimeoutMs } = draft.planStep(step);
  const { startedAt } = draft.step(step);
  return totalTimeoutMs === null || startedAt === null ? null : startedAt + totalTimeoutMs;
}

/** The failure of a step whose total time is over; null while it is not. */
export function totalTimeFailure(draft: Draft, step: number): StepFailure | null {
  const end = totalTimeEnd(draft, step);
  if (end === null || draft.at < end) return null;
  const seconds = (draft.planStep(step).totalTimeoutMs ?? 0) / 1000;
  const message = `All its attempts together took longer than ${seconds} s.`;
  return { code: "timeout", message, retryable: false };
}
