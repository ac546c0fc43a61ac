/**
 * Which steps of an execution have a row. A step that just runs and ends is written once, at its end: until then the history says
 * that it runs. Whatever is more than that (a retry, a wait, a loop) has a row from then on.
 */
import type { StepState } from "../core/execution/state";
import { isStepEnded } from "../core/execution/states";
import type { BareStep } from "../store/history-rows";

/** With more at once the list of them, which comes with every flush, would cost more than their rows. */
const MOST_BARE = 8;

export class StepRows {
  private bare: readonly BareStep[] = [];

  constructor(
    /** Places, as `placeKey` names them, that have a row; null: none. */
    private written: Set<string> | null,
    running: readonly BareStep[],
  ) {
    this.bare = running;
  }

  /** The steps that run and have no row. */
  get running(): readonly BareStep[] {
    return this.bare;
  }

  /** Notes that a step is now like this; says how it is to be written. */
  note(key: string, stepId: string, item: number, entry: StepState): "not" | "fresh" | "again" {
    if (this.written?.has(key)) return "again";
    const others = without(this.bare, stepId, item);
    if (others.length < MOST_BARE && isBare(entry)) {
      const one = { stepId, item, attempt: entry.attempt, startedAt: entry.startedAt ?? 0 };
      this.bare = others.length === 0 ? [one] : [...others, one];
      return "not";
    }
    this.bare = others;
    // What has ended changes no more: there is nothing to remember of it.
    if (isStepEnded(entry.status)) return "fresh";
    this.written ??= new Set();
    this.written.add(key);
    return "fresh";
  }
}

function without(steps: readonly BareStep[], stepId: string, item: number): readonly BareStep[] {
  const [first] = steps;
  // Most often it is the only one.
  if (first && steps.length === 1) return first.item === item && first.stepId === stepId ? NOBODY : steps;
  return steps.filter((one) => one.item !== item || one.stepId !== stepId);
}

const NOBODY: readonly BareStep[] = [];

/** Whether there is nothing to say but that it runs. */
function isBare(entry: StepState): boolean {
  const { status, failures, iteration, error, result, startedAt } = entry;
  const plain = entry.loop === null && entry.reason === null && entry.taken === null && entry.childId === null;
  return (
    status === "running" &&
    failures === 0 &&
    iteration === 0 &&
    plain &&
    error === null &&
    result === null &&
    startedAt !== null
  );
}
