/**
 * How an execution ends before all its steps had their turn.
 *
 * | cause                                  | ends as    | reason                          |
 * | a failure that nothing handles         | failed     | step_failed                     |
 * | the same under `rollback`              | failed     | rolled_back, rollback_failed    |
 * | a choice goes to the end               | succeeded  |                                 |
 * | cancel                                 | canceled   | execution_canceled              |
 * | its time limit                         | timed_out  | timeout                         |
 * | a crash and `on_crash: fail`           | failed     | failed_recovered                |
 * | steps are open and none can run        | failed     | deadlock                        |
 *
 * The end begins at once: nothing new starts. It is complete when all attempts have stopped: see `finishing.ts`.
 */
import type { Draft } from "./draft";
import { isHandled } from "./policies";
import type { Ending } from "./state";
import type { Reason } from "./states";
import { stopPlaces } from "./stopping";

/** Begins the end: nothing new starts, running steps are told to stop, waiting ones are canceled. */
export function beginEnding(draft: Draft, ending: Ending): void {
  draft.patchExecution({ ending });
  stopPlaces(draft, draft.places(), openReason(ending));
}

/** Why the steps that had no turn will have none. */
export function openReason(ending: Ending): Reason {
  if (ending.status === "canceled") return { code: "execution_canceled", message: "The execution was canceled." };
  if (ending.status === "timed_out") return { code: "execution_stopped", message: "The execution ran out of time." };
  if (ending.status === "succeeded")
    return { code: "execution_stopped", message: ending.reason?.message ?? "The execution ended before its turn." };
  return { code: "execution_stopped", message: "The execution had failed before its turn." };
}

/** After a step has failed for good: the execution goes on, or its end begins. */
export function endUnlessHandled(draft: Draft, index: number): void {
  if (draft.state.ending) return;
  const step = draft.planStep(index);
  if (step.role === "compensation") return;
  if (isHandled(draft.plan, draft.state.steps, index)) return draft.patchExecution({ withErrors: true });
  const message = `Step "${step.name}" failed: ${draft.step(index).error?.message ?? "unknown"}`;
  const rollback = step.errorPolicy === "rollback" ? { rollback: true } : {};
  beginEnding(draft, { status: "failed", reason: { code: "step_failed", message }, ...rollback });
}

/** A choice went to the end of the chain. */
export function endEarly(draft: Draft, index: number): void {
  const message = `"${draft.planStep(index).name}" went to the end.`;
  beginEnding(draft, { status: "succeeded", reason: { code: "execution_stopped", message } });
}
