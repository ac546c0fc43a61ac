/**
 * Steps that stand by for others.
 *
 * | role          | runs                                                | skipped with `not_needed`                      |
 * | alternative   | when a step that it serves has failed for good      | when all that it serves ended without a failure |
 * | compensation  | in a rollback, if the step it serves had succeeded  | at the end of the execution                    |
 *
 * An alternative runs once: for another step that fails later, its end counts again.
 */
import type { Draft } from "./draft";
import { endUnlessHandled } from "./ending";
import type { Decision } from "./joining";
import { isFailure, outcomeOf } from "./outcome";
import { isStepEnded, type Reason } from "./states";

export const NOT_NEEDED: Reason = {
  code: "not_needed",
  message: "It stands by for another step, which did not need it.",
};

/** Whether a step that stands by has its turn now. */
export function decideStandBy(draft: Draft, index: number): Decision {
  const { role, serves } = draft.planStep(index);
  if (role === "compensation") return { type: "open" };
  const served = serves.map((step) => ({ status: draft.step(step).status, uses: uses(draft, step, index) }));
  if (served.some(({ status, uses }) => uses && isFailure(status))) return { type: "run" };
  if (served.some(({ status, uses }) => uses && !isStepEnded(status))) return { type: "open" };
  return { type: "skip", reason: NOT_NEEDED };
}

/** A step that names an alternative and has another policy does not use it. */
const uses = (draft: Draft, step: number, alternative: number): boolean =>
  draft.planStep(step).alternative === alternative;

const NONE: readonly number[] = [];

/** An alternative has ended: the steps that it stands in for are judged now. Says which ones. */
export function judgeServed(draft: Draft, index: number): readonly number[] {
  const { role, serves } = draft.planStep(index);
  if (role !== "alternative") return NONE;
  const failed = serves.filter((step) => uses(draft, step, index) && isFailure(draft.step(step).status));
  for (const step of failed) {
    const isOpen = outcomeOf(draft.plan, draft.state.steps, step) === "open";
    if (!isOpen && draft.planStep(step).role === "step") endUnlessHandled(draft, step);
  }
  return failed;
}
