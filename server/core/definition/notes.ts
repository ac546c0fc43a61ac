import type { Path } from "../validation/path";

/** What the check of the format knows of a step and the definition does not say. */
export interface StepNotes {
  /** Keys that were wrong and left out, under the names of the format: what hangs on them is not judged. */
  dropped: ReadonlySet<string>;
  /** Keys that were written under a classic name, with that name. */
  classic: ReadonlyMap<string, string>;
}

/** Beside a definition that may still be wrong in places; a definition without notes is right in all of them. */
export interface DraftNotes {
  chainDropped: ReadonlySet<string>;
  steps: readonly StepNotes[];
}

export const NO_NOTES: DraftNotes = { chainDropped: new Set(), steps: [] };

/** Where a key of a step stands in the data as it was written. */
export function writtenPath(notes: DraftNotes, step: number, key: string, ...rest: Path): (string | number)[] {
  return ["steps", step, notes.steps[step]?.classic.get(key) ?? key, ...rest];
}
