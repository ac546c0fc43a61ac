import type { StepPlace } from "../core/execution/engine-event";
import type { ExecutionState, StepState } from "../core/execution/state";

/** A key for maps: the step, or the item of its loop. */
export const placeKey = ({ step, item }: StepPlace): string => (item === undefined ? `${step}` : `${step}.${item}`);

/** The place that a row or a command means. */
export const placeOf = (step: number, item: number | null): StepPlace =>
  item === null || item < 0 ? { step } : { step, item };

/** Where the step, or the item, stands; undefined when there is none, or its loop has ended. */
export function entryAt(state: ExecutionState, { step, item }: StepPlace): StepState | undefined {
  const entry = state.steps[step];
  return item === undefined ? entry : entry?.loop?.items[item];
}
