/**
 * A process took over. What ran before it ran in a process that is gone.
 *
 * | the execution, the step                            | what was running                                  |
 * | its end had begun                                  | canceled                                          |
 * | crashed too often in a row                         | failed: crash_loop                                |
 * | `on_crash: fail`                                   | failed: interrupted; the execution fails          |
 * | `rerun: never`                                     | failed: interrupted                               |
 * | is paused                                          | queued, to run again after the resume             |
 * | else                                               | runs again                                        |
 *
 * Timers of what waits are set anew. A sub-chain goes on by itself, and tells when it ends.
 */
import { startAttempt, startTotalTime } from "./attempting";
import type { Draft } from "./draft";
import { beginEnding } from "./ending";
import type { StepPlace } from "./engine-event";
import { failForGood, failLoop } from "./failing";
import { advanceLoop } from "./looping";
import { isFailure } from "./outcome";
import { isStepEnded } from "./states";
import { isStopping, stopped } from "./stopping";

/** Takes up an execution that was begun by a process that is gone. */
export function recover(draft: Draft, crashLoop: boolean): void {
  rememberFailingLoops(draft);
  const interrupted = draft.places().filter((place) => draft.entry(place).status === "running" && !draft.isLoop(place));
  const failExecution =
    interrupted.length > 0 && draft.plan.onCrash === "fail" && !crashLoop && draft.state.ending === null;
  for (const place of interrupted) {
    if (isStopping(draft, place)) stopped(draft, place);
    else recoverPlace(draft, place, crashLoop, failExecution);
    // A loop whose last item was given up has failed before the next step is looked at.
    if (place.item !== undefined) advanceLoop(draft, place.step);
  }
  if (failExecution && !draft.state.ending) {
    const message = "Its process ended in the middle, and the chain says on_crash: fail.";
    beginEnding(draft, { status: "failed", reason: { code: "failed_recovered", message } });
  }
  for (const place of draft.places()) setTimers(draft, place);
}

/** That a loop is about to fail is known from its items. */
function rememberFailingLoops(draft: Draft): void {
  draft.plan.steps.forEach((step, index) => {
    const { loop } = draft.step(index);
    const item = loop?.items.findIndex(({ status }) => isFailure(status)) ?? -1;
    const error = loop?.items[item]?.error;
    if (error && step.errorPolicy !== "continue")
      failLoop(draft, index, { ...error, message: `Item ${item}: ${error.message}`, retryable: false });
  });
}

function recoverPlace(draft: Draft, place: StepPlace, crashLoop: boolean, failExecution: boolean): void {
  if (crashLoop) {
    const message = "The process ended each of the last times that this step ran. It is not tried again.";
    return failForGood(draft, place, { code: "crash_loop", message, retryable: false });
  }
  const message = "The process ended while this step ran; it may have done its work.";
  const error = { code: "interrupted", message, retryable: false } as const;
  if (failExecution) return failForGood(draft, place, error, { judge: false });
  if (draft.planStep(place.step).rerun === "never") return failForGood(draft, place, error);
  if (draft.state.status === "paused") {
    return draft.move(place, "queued", { reason: { code: "interrupted", message: "Runs again after Resume." } });
  }
  startAttempt(draft, place);
}

function setTimers(draft: Draft, place: StepPlace): void {
  const { status, wakeAt } = draft.entry(place);
  if (isStepEnded(status)) return;
  if (place.item === undefined) startTotalTime(draft, place.step);
  if (status === "waiting" && wakeAt !== null) draft.ask({ type: "start-timer", ...place, wakeAt, kind: "wake" });
}
