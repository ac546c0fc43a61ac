/**
 * What becomes of a failed attempt.
 *
 * | the attempt                                         | the step, or the item          |
 * | was told to stop                                    | canceled                       |
 * | failed when the step's total time was over          | timed out                      |
 * | may be tried again, and attempts are left           | waits for the next one         |
 * | of an item, for good                                | failed; its loop too, unless the policy is `continue` |
 * | of a step, for good                                 | failed or timed out; then see `policies.ts` |
 */

import { totalTimeFailure } from "./attempting";
import { choose } from "./choosing";
import type { Draft } from "./draft";
import { endEarly, endUnlessHandled } from "./ending";
import type { StepPlace } from "./engine-event";
import type { StepTransitionData } from "./event";
import { failureStatus, retryDelay } from "./policies";
import { asSentence } from "./sentence";
import type { StepFailure, StepState } from "./state";
import { isStopping, stopPlaces, stopped } from "./stopping";

/** An attempt, or the sub-chain or person that it waited for, failed. */
export function failAttempt(draft: Draft, place: StepPlace, error: StepFailure, random: number): void {
  if (isStopping(draft, place)) return stopped(draft, place);
  const expired = totalTimeFailure(draft, place.step);
  if (expired) return failForGood(draft, place, expired);
  const failures = draft.entry(place).failures + 1;
  const { retry } = draft.planStep(place.step);
  const delay = retryDelay(retry, error, failures, random);
  if (delay === null) return failForGood(draft, place, error);
  const wakeAt = draft.at + delay;
  const message = `Attempt ${failures} of ${retry.maxAttempts} failed: ${asSentence(error.message)} The next starts in ${delay / 1000} s.`;
  const reason = { code: "retry_backoff", message } as const;
  draft.move(place, "waiting", { failures, error, wakeAt, reason }, { error: recorded(error), wakeAt });
  draft.ask({ type: "start-timer", ...place, wakeAt, kind: "wake" });
}

/** Ends a step or an item as failed. `judge: false`: the execution ends anyway, for another reason. */
export function failForGood(draft: Draft, place: StepPlace, error: StepFailure, { judge = true } = {}): void {
  const reason = { code: error.code, message: error.message };
  const failures = draft.entry(place).failures + 1;
  const end: Partial<StepState> = { failures, error, reason, result: null, loop: null };
  const data: StepTransitionData = { error: recorded(error) };
  if (place.item !== undefined) return failItem(draft, place, error, end, data);
  const step = draft.planStep(place.step);
  const status = failureStatus(error);
  const choice = step.errorPolicy === "continue" && judge ? choose(draft, place.step, { ...end, status }) : null;
  if (choice?.type === "taken") Object.assign(end, { taken: choice.taken });
  draft.move(place, status, end, choice?.type === "taken" ? { ...data, branch: choice.branch } : data);
  if (!judge || step.role === "alternative") return;
  // Its alternative decides: see `standing-by.ts`.
  if (step.alternative === null) endUnlessHandled(draft, place.step);
  if (choice?.type === "taken" && step.next[choice.taken]?.goto === "end" && !draft.state.ending)
    endEarly(draft, place.step);
}

function failItem(
  draft: Draft,
  place: StepPlace,
  error: StepFailure,
  end: Partial<StepState>,
  data: StepTransitionData,
): void {
  draft.move(place, failureStatus(error), end, data);
  if (draft.planStep(place.step).errorPolicy === "continue") return draft.patchExecution({ withErrors: true });
  failLoop(draft, place.step, { ...error, message: `Item ${place.item}: ${error.message}`, retryable: false });
}

/** A loop will fail once its items have stopped. */
export function failLoop(draft: Draft, index: number, error: StepFailure): void {
  const { loop } = draft.step(index);
  if (draft.step(index).error !== null || !loop) return;
  draft.patchStep(index, { error });
  const items = loop.items.slice(0, loop.begun).map((_, item) => ({ step: index, item }));
  stopPlaces(draft, items, { code: "execution_stopped", message: "It was stopped because its loop ended." });
}

function recorded(error: StepFailure) {
  return { code: error.code, message: error.message, ...(error.details ? { details: error.details } : {}) };
}
