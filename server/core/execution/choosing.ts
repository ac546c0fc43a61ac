/**
 * `next`: which way the execution goes after a step. Asked once, when the step has passed: it succeeded, it failed under
 * `continue`, or its alternative stands in for it.
 *
 * | the cases                                   | taken                       |
 * | one without `when`, or whose `when` holds   | the first such one          |
 * | none                                        | none: -1                    |
 */
import type { JsonObject } from "../json";
import type { PlanStep } from "../plan/plan";
import { evaluateCondition } from "../template/render";
import { TemplateError } from "../template/template-error";
import { contextOf } from "./context";
import type { Draft } from "./draft";
import type { StepTransitionData } from "./event";
import type { StepState } from "./state";

export type Choice =
  | { type: "none" }
  | { type: "taken"; taken: number; branch: NonNullable<StepTransitionData["branch"]> }
  | { type: "error"; message: string };

/** Chooses for `index`, as it will be with `end`; `chooser` is the step whose `next` it is. */
export function choose(draft: Draft, index: number, end: Partial<StepState>, chooser: number = index): Choice {
  const step = draft.planStep(chooser);
  if (step.next.length === 0) return { type: "none" };
  const context = contextAfter(draft, index, end);
  for (const [taken, { when, goto }] of step.next.entries()) {
    try {
      if (when !== null && !evaluateCondition(when, context)) continue;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return { type: "error", message: `Its \`next\` could not be evaluated: ${error.message}` };
    }
    const target = goto === "end" ? "end" : (draft.plan.steps[goto]?.id ?? null);
    return { type: "taken", taken, branch: { case: taken, goto: target, message: because(step, taken, target) } };
  }
  const message = "No case of its `next` matched.";
  return { type: "taken", taken: -1, branch: { case: -1, goto: null, message } };
}

function because(step: PlanStep, taken: number, target: string | null): string {
  const when = step.next[taken]?.when ?? null;
  const why = when !== null ? `${when} holds` : taken > 0 ? "no case before holds" : "there is no condition";
  return `Goes to ${target === "end" ? "the end" : `"${target}"`}: ${why}.`;
}

/** The context as it will be when the step has ended like that. */
export function contextAfter(draft: Draft, index: number, end: Partial<StepState>): JsonObject {
  const steps = [...draft.state.steps];
  steps[index] = { ...draft.step(index), ...end, endedAt: draft.at };
  return contextOf(draft.plan, { ...draft.state, steps }, { step: index }, draft.at);
}
