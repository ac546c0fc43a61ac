/**
 * What becomes of a successful attempt.
 *
 * | the step has `repeat`                     | then                                              |
 * | `until` holds; or none, after `max`       | it succeeded, with the last result                |
 * | `until` does not hold, iterations left    | waits `min(every * factor^(n-1), max_every)`      |
 * | `until` does not hold after `max`         | failed: repeat_exhausted                          |
 * | none                                      | it succeeded                                      |
 *
 * A step that has succeeded chooses its way at once: see `choosing.ts`.
 */
import type { JsonObject, JsonValue } from "../json";
import type { RepeatPolicy } from "../plan/plan";
import { evaluateCondition } from "../template/render";
import { TemplateError } from "../template/template-error";
import { choose, contextAfter } from "./choosing";
import type { Draft } from "./draft";
import { endEarly } from "./ending";
import type { StepPlace } from "./engine-event";
import type { StepTransitionData } from "./event";
import { failForGood } from "./failing";
import type { StepState } from "./state";
import { isStopping } from "./stopping";

/** An attempt, or what it waited for, gave a result. The work is done, so it counts also when it was told to stop. */
export function succeedAttempt(draft: Draft, place: StepPlace, result: JsonValue): void {
  const { repeat } = draft.planStep(place.step);
  if (repeat && place.item === undefined && !isStopping(draft, place)) {
    const verdict = judgeIteration(draft, place.step, repeat, result);
    if (verdict === "again") return waitForIteration(draft, place, repeat);
    if (verdict !== "done") return failForGood(draft, place, { ...verdict, retryable: false });
  }
  succeed(draft, place, result);
}

/** Ends a step or an item as succeeded. */
export function succeed(draft: Draft, place: StepPlace, result: JsonValue): void {
  const end: Partial<StepState> = { result, error: null, loop: null };
  const { iteration } = draft.entry(place);
  const data: StepTransitionData | null = iteration > 0 ? { iteration } : null;
  if (place.item !== undefined) return draft.move(place, "succeeded", end, data);
  const hookFailure = draft.hookFailures?.steps.get(place.step);
  if (hookFailure !== undefined)
    return failForGood(draft, place, { code: "hook_failed", message: hookFailure, retryable: false });
  const chooser = chooserFor(draft, place.step);
  const choice = chooser === null ? null : choose(draft, place.step, { ...end, status: "succeeded" }, chooser);
  if (choice?.type === "error") {
    return failForGood(draft, place, { code: "template_error", message: choice.message, retryable: false });
  }
  if (choice?.type !== "taken") return draft.move(place, "succeeded", end, data);
  draft.move(place, "succeeded", { ...end, taken: choice.taken }, { ...data, branch: choice.branch });
  const goto = draft.planStep(chooser ?? place.step).next[choice.taken]?.goto;
  if (goto === "end" && !draft.state.ending) endEarly(draft, chooser ?? place.step);
}

/** Whose `next` is asked: its own, or that of the failed step for which it stands in, however far up. */
function chooserFor(draft: Draft, index: number): number | null {
  const { next, role, serves } = draft.planStep(index);
  if (draft.state.ending) return null;
  if (next.length > 0) return index;
  if (role !== "alternative") return null;
  return serves.map((served) => chooserFor(draft, served)).find((chooser) => chooser !== null) ?? null;
}

type Verdict = "done" | "again" | { code: "repeat_exhausted" | "template_error"; message: string };

function judgeIteration(draft: Draft, index: number, repeat: RepeatPolicy, result: JsonValue): Verdict {
  const { iteration } = draft.step(index);
  if (repeat.until === null) return iteration >= repeat.max ? "done" : "again";
  try {
    const context = contextAfter(draft, index, { result, status: "succeeded" });
    if (evaluateCondition(repeat.until, { ...context, iteration } as JsonObject)) return "done";
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { code: "template_error", message: `Its \`until\` could not be evaluated: ${error.message}` };
  }
  if (iteration < repeat.max) return "again";
  return {
    code: "repeat_exhausted",
    message: `After ${repeat.max} iterations it still does not hold: ${repeat.until}`,
  };
}

function waitForIteration(draft: Draft, place: StepPlace, repeat: RepeatPolicy): void {
  const { iteration } = draft.entry(place);
  const delay = Math.min(repeat.everyMs * repeat.backoffFactor ** (iteration - 1), repeat.maxEveryMs);
  const wakeAt = draft.at + Math.round(delay);
  const condition = repeat.until === null ? "" : ` Not yet: ${repeat.until}.`;
  const message = `Iteration ${iteration} of ${repeat.max} is done.${condition} The next starts in ${Math.round(delay) / 1000} s.`;
  const next = { iteration: iteration + 1, failures: 0, error: null, wakeAt };
  draft.move(place, "waiting", { ...next, reason: { code: "repeat_interval", message } }, { wakeAt, iteration });
  draft.ask({ type: "start-timer", ...place, wakeAt, kind: "wake" });
}
