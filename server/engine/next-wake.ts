import type { ExecutionState } from "../core/execution/state";

/** When something happens by itself next: the end of a wait, or of the execution's time. Null: only a person goes on. */
export function nextWake(state: ExecutionState): number | null {
  const waits = state.steps.flatMap((step) => (step.status === "waiting" && step.wakeAt !== null ? [step.wakeAt] : []));
  const times = state.deadlineAt === null ? waits : [...waits, state.deadlineAt];
  return times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : null;
}
