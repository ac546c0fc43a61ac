/**
 * The end itself, once no attempt runs any more.
 *
 * | what is left                              | becomes                                              |
 * | loops whose items have all stopped        | canceled                                             |
 * | under rollback: compensations             | run one by one, the step that ended last first       |
 * | steps that had no turn                    | skipped, with the reason of the end                  |
 * | the execution                             | what its end began as                                |
 *
 * While paused, an end that still has something to start, or that is a success, waits for the resume.
 */
import type { Plan } from "../plan/plan";
import type { Draft } from "./draft";
import { beginEnding, openReason } from "./ending";
import { launch } from "./launching";
import { isFailure } from "./outcome";
import { asSentence } from "./sentence";
import { NOT_NEEDED } from "./standing-by";
import type { Ending } from "./state";
import { isStepEnded, type Reason, type StepStatus } from "./states";
import { stopped } from "./stopping";

/** Completes an end that has begun, as far as it can be. */
export function finishEnding(draft: Draft): void {
  const { ending, running, status } = draft.state;
  if (!ending || running > 0) return;
  if ((ending.rollback || ending.status === "succeeded") && status !== "running") return;
  draft.plan.steps.forEach((step, index) => {
    if (step.forEach && draft.step(index).status === "running" && !isCompensating(draft, index)) {
      draft.patchStep(index, { loop: null });
      stopped(draft, { step: index });
    }
  });
  if (ending.rollback && rollBack(draft)) return;
  skipOpen(draft, ending);
  const { withErrors } = draft.state;
  if (ending.status === "succeeded") return succeedExecution(draft, draft.state.reason);
  const reason = ending.rollback ? rollbackReason(draft, ending) : ending.reason;
  draft.moveExecution(ending.status, { reason, withErrors, endedAt: draft.at }, reason ? { reason } : null);
}

/** Every step has ended: so has the execution. */
export function succeedExecution(draft: Draft, reason: Reason | null = null): void {
  const withErrors = draft.state.withErrors || draft.state.steps.some((step) => isFailure(step.status));
  const hookFailure = draft.hookFailures?.execution ?? null;
  if (hookFailure !== null) {
    const failed: Reason = { code: "hook_failed", message: hookFailure };
    return draft.moveExecution("failed", { reason: failed, withErrors, endedAt: draft.at }, { reason: failed });
  }
  draft.moveExecution("succeeded", { reason, withErrors, endedAt: draft.at }, withErrors ? { withErrors } : null);
}

/** Whether nothing is open but compensations that nobody needs: these are skipped then. */
export function skipUnneeded(draft: Draft): boolean {
  const all = compensationsOf(draft.plan);
  if (draft.state.open > all.length) return false;
  const pending = all.filter((index) => draft.step(index).status === "pending");
  if (draft.state.open !== pending.length) return false;
  for (const index of pending) draft.move({ step: index }, "skipped", { reason: NOT_NEEDED });
  return true;
}

const compensations = new WeakMap<Plan, readonly number[]>();

/** Asked after every event, so it is found once a plan. */
function compensationsOf(plan: Plan): readonly number[] {
  const known = compensations.get(plan);
  if (known) return known;
  const found = plan.steps.flatMap((step, index) => (step.role === "compensation" ? [index] : []));
  compensations.set(plan, found);
  return found;
}

const ALIVE: ReadonlySet<StepStatus> = new Set(["running", "waiting", "queued"]);

/** Open steps, and none of them runs, waits or can start: a defect of the plan, which must never hang. */
export function failIfDeadlocked(draft: Draft): void {
  if (draft.state.running > 0 || draft.state.steps.some((step) => ALIVE.has(step.status))) return;
  const open = draft.plan.steps.filter((_, index) => draft.step(index).status === "pending").map((step) => step.id);
  const message = `No step can run any more: ${open.join(", ")}.`;
  beginEnding(draft, { status: "failed", reason: { code: "deadlock", message } });
  finishEnding(draft);
}

function skipOpen(draft: Draft, ending: Ending): void {
  draft.plan.steps.forEach((step, index) => {
    if (draft.step(index).status !== "pending") return;
    const reason = step.role === "compensation" ? NOT_NEEDED : openReason(ending);
    draft.move({ step: index }, "skipped", { reason });
  });
}

const isCompensating = (draft: Draft, index: number): boolean =>
  draft.state.ending?.rollback === true && draft.planStep(index).role === "compensation";

/** Starts the next compensation; false when all are done. */
function rollBack(draft: Draft): boolean {
  for (const { compensation } of toUndo(draft)) {
    if (draft.step(compensation).status === "pending") launch(draft, compensation);
    if (!isStepEnded(draft.step(compensation).status)) return true;
  }
  return false;
}

/** What had succeeded and can be undone, the last end first. */
function toUndo(draft: Draft): { index: number; compensation: number }[] {
  return draft.plan.steps
    .flatMap(({ compensate }, index) =>
      compensate !== null && draft.step(index).status === "succeeded" ? [{ index, compensation: compensate }] : [],
    )
    .sort((a, b) => endedAt(draft, b.index) - endedAt(draft, a.index) || b.index - a.index);
}

const endedAt = (draft: Draft, index: number): number => draft.step(index).endedAt ?? 0;

function rollbackReason(draft: Draft, ending: Ending): Reason {
  const undone = toUndo(draft).map(({ compensation }) => draft.step(compensation).status);
  const failed = undone.filter((status) => status !== "succeeded" && status !== "skipped").length;
  const cause = asSentence(ending.reason?.message ?? "A step failed");
  if (failed > 0) {
    return { code: "rollback_failed", message: `${cause} Of ${undone.length} steps ${failed} could not be undone.` };
  }
  const words = undone.length === 1 ? "1 step was undone." : `${undone.length} steps were undone.`;
  return { code: "rolled_back", message: `${cause} ${undone.length === 0 ? "There was nothing to undo." : words}` };
}
