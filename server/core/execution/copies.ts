/** Copies, written out: those by spread and `Object.assign` are slow to make and to use, and one of each is made for every event. */
import type { ExecutionState, StepState } from "./state";
import { isStepEnded, type StepStatus } from "./states";

/**
 * A step with another status. What `patch` does not name stays as it was; but why it stood where it stood (`reason`, `wakeAt`,
 * `childId`) ends with that.
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

/** An execution as it is, with another clock. */
export function copyOf(state: ExecutionState, clock: number): ExecutionState {
  return {
    id: state.id,
    origin: state.origin,
    userId: state.userId,
    chainId: state.chainId,
    params: state.params,
    createdAt: state.createdAt,
    dueAt: state.dueAt,
    status: state.status,
    withErrors: state.withErrors,
    reason: state.reason,
    ending: state.ending,
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    deadlineAt: state.deadlineAt,
    steps: state.steps,
    open: state.open,
    running: state.running,
    clock,
  };
}
