/**
 * How running things are told to stop.
 *
 * | the place is       | it becomes                                                                        |
 * | running            | stays running until the attempt has ended; the engine is asked to stop it          |
 * | waiting, queued    | canceled at once; a sub-chain that it waits for is canceled too                    |
 * | anything else      | what it is                                                                        |
 */
import type { Draft } from "./draft";
import type { StepPlace } from "./engine-event";
import type { Reason } from "./states";

/** Stops what goes on at these places. */
export function stopPlaces(draft: Draft, places: readonly StepPlace[], reason: Reason): void {
  for (const place of places) {
    const { status, attempt } = draft.entry(place);
    if (status === "running" && !draft.isLoop(place)) draft.ask({ type: "stop-step", ...place, attempt });
    if (status !== "waiting" && status !== "queued") continue;
    cancelChild(draft, place);
    draft.move(place, "canceled", { reason, result: null });
  }
}

/** The sub-chain that a place waits for ends with it. */
export function cancelChild(draft: Draft, place: StepPlace): void {
  const { childId } = draft.entry(place);
  if (childId !== null) draft.ask({ type: "tell-child", childId, command: "cancel" });
}

/** An attempt has ended because it was told to. */
export function stopped(draft: Draft, place: StepPlace): void {
  const { ending } = draft.state;
  const message = ending
    ? "It was stopped because the execution ended."
    : "It was stopped because another item failed.";
  const code = ending?.status === "canceled" ? "execution_canceled" : "execution_stopped";
  draft.move(place, "canceled", { reason: { code, message }, result: null });
}

/** Whether nothing new may come of this place: it was told to stop, or would be. */
export function isStopping(draft: Draft, place: StepPlace): boolean {
  const { ending } = draft.state;
  if (ending && !(ending.rollback && draft.planStep(place.step).role === "compensation")) return true;
  return place.item !== undefined && draft.step(place.step).error !== null;
}
