/**
 * A step whose turn it is.
 *
 * | the step                  | becomes                                  |
 * | has a `when` that is false| skipped: condition_false                 |
 * | has `trigger: manual`     | waiting: manual_trigger                  |
 * | has a `for_each`          | running, with its first items            |
 * | else                      | running                                  |
 */
import { evaluateCondition } from "../template/render";
import { TemplateError } from "../template/template-error";
import { startAttempt } from "./attempting";
import { contextOf } from "./context";
import type { Draft } from "./draft";
import { failForGood } from "./failing";
import { startLoop } from "./looping";

/** Begins a step that is ready. */
export function launch(draft: Draft, index: number): void {
  const step = draft.planStep(index);
  const place = { step: index };
  if (step.when !== null) {
    const verdict = conditionHolds(draft, index, step.when);
    if (verdict.error) {
      return failForGood(draft, place, { code: "template_error", message: verdict.error, retryable: false });
    }
    if (!verdict.holds) {
      const message = `Its condition is false: ${step.when}`;
      return draft.move(place, "skipped", { reason: { code: "condition_false", message } });
    }
  }
  if (step.trigger === "manual") {
    const reason = { code: "manual_trigger", message: "Waits for a person to press Continue." } as const;
    return draft.move(place, "waiting", { startedAt: null, reason });
  }
  begin(draft, index);
}

/** Begins a step that nothing holds back any more: by its turn, or by a person. */
export function begin(draft: Draft, index: number): void {
  const { forEach } = draft.planStep(index);
  if (forEach) startLoop(draft, index, forEach.items);
  else startAttempt(draft, { step: index });
}

function conditionHolds(draft: Draft, index: number, condition: string): { holds: boolean; error?: string } {
  try {
    const context = contextOf(draft.plan, draft.state, { step: index }, draft.at);
    return { holds: evaluateCondition(condition, context) };
  } catch (error) {
    if (error instanceof TemplateError) return { holds: false, error: error.message };
    throw error;
  }
}
