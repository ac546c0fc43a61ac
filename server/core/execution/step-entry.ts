import type { StepState } from "./state";
import { isStepEnded, type StepStatus } from "./states";

/**
 * A step with another status. What `patch` does not name stays as it was; but why it stood where it stood (`reason`, `wakeAt`,
 * `childId`) ends with that. Written out: copies by spread and `Object.assign` are slow to make, and this is done twice a step.
 */
export function moved(before: StepState, status: StepStatus, patch: Partial<StepState>, at: number): StepState {
  const { taken, loop, error, startedAt, result } = patch;
  return {
    status,
    attempt: patch.attempt ?? before.attempt,
    failures: patch.failures ?? before.failures,
    iteration: patch.iteration ?? before.iteration,
    taken: taken === undefined ? before.taken : taken,
    childId: patch.childId ?? null,
    loop: loop === undefined ? before.loop : loop,
    reason: patch.reason ?? null,
    error: error === undefined ? before.error : error,
    wakeAt: patch.wakeAt ?? null,
    startedAt: startedAt === undefined ? before.startedAt : startedAt,
    endedAt: isStepEnded(status) ? at : null,
    result: result === undefined ? before.result : result,
  };
}
