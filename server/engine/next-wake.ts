import type { ExecutionState, StepState } from "../core/execution/state";
import { isStepEnded } from "../core/execution/states";
import type { Plan } from "../core/plan/plan";

/** When something happens by itself next: the end of a wait or of a time limit. Null: only a person, or a sub-chain, goes on. */
export function nextWake(plan: Plan, state: ExecutionState): number | null {
  let next = state.deadlineAt ?? Number.POSITIVE_INFINITY;
  const waits = (step: StepState) => {
    if (step.status === "waiting" && step.wakeAt !== null) next = Math.min(next, step.wakeAt);
  };
  state.steps.forEach((step, index) => {
    waits(step);
    step.loop?.items.forEach(waits);
    const total = plan.steps[index]?.totalTimeoutMs ?? null;
    if (total !== null && step.startedAt !== null && !isStepEnded(step.status))
      next = Math.min(next, step.startedAt + total);
  });
  return Number.isFinite(next) ? next : null;
}
