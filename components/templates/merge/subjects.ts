import type { DefinitionMerge, MergedStep } from "@/server/core/merge/merge-definitions";
import { isMap, type MergePlace } from "@/server/core/merge/merge-values";

/** What several places are about: the chain itself, or one of its steps. */
export interface MergeSubject {
  /** Null: the chain. */
  stepId: string | null;
  title: string;
  tool: string;
  operation: string;
  places: readonly MergePlace[];
}

/** The subjects with changes, the chain first, and the titles of the steps that are the same in all three. */
export function subjectsOf({ places, steps }: DefinitionMerge): { subjects: MergeSubject[]; unchanged: string[] } {
  const of = (stepId: string | null) => places.filter((place) => place.stepId === stepId);
  const chain = { stepId: null, title: "The chain", tool: "", operation: "", places: of(null) };
  const all = steps.map((step): MergeSubject => ({ ...namesOf(step), places: of(step.id) }));
  return {
    subjects: [chain, ...all].filter((subject) => subject.places.length > 0),
    unchanged: all.filter((subject) => subject.places.length === 0).map(({ title }) => title),
  };
}

function namesOf({ id, yours, theirs, base }: MergedStep) {
  const body = yours ?? theirs ?? base ?? {};
  const word = (key: string) => (typeof body[key] === "string" ? body[key] : "");
  const tool = word("tool") || (word("execution_mode") === "orchestrated" ? "llm" : "");
  return { stepId: id, title: word("name") || id, tool, operation: word("operation") };
}

/** `parameters.url`, `the whole step`. */
export function placeName({ stepId, path }: MergePlace): string {
  if (stepId === null && path.length === 1 && path[0] === "steps") return "order of the steps";
  return path.length === 0 ? "the whole step" : path.join(".");
}

/** What a side did at a place, where there is nothing to show of it. */
export function absentWords({ stepId, path, base }: MergePlace, side: "yours" | "theirs"): string {
  const whole = stepId !== null && path.length === 0;
  if (base !== undefined) {
    if (side === "theirs") return whole ? "The author removed this step." : "The author removed it.";
    return whole ? "You removed this step." : "You removed it.";
  }
  return side === "yours" ? "Not in your copy." : "The author does not have it.";
}

/** How a place stands, in words. */
export function placeWords({ by, stepId, path, base, yours, theirs }: MergePlace, open: boolean): string {
  if (by === "conflict") return open ? "changed by both" : "decided";
  if (by === "both") return "changed by both alike";
  const side = by === "yours" ? yours : theirs;
  const whole = stepId !== null && path.length === 0;
  const verb = base === undefined && (whole || !isMap(side)) ? "added" : side === undefined ? "removed" : "changed";
  return by === "yours" ? `${verb} by you, kept` : `${verb} by the author, taken over`;
}
