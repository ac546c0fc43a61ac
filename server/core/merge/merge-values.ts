import type { JsonObject, JsonValue } from "../json";
import { canonicalJson } from "../plan/hash";

/** A value of one text; undefined: it is not there. */
export type Maybe = JsonValue | undefined;

/** The same place in the three texts. */
export interface Three<Value> {
  base: Value;
  yours: Value;
  theirs: Value;
}

/** A place that is not the same in all three texts. */
export interface MergePlace extends Three<Maybe> {
  /** By which a choice names it. */
  key: string;
  /** Null: of the chain itself. */
  stepId: string | null;
  /** Keys inside of the step or of the chain. Empty: the whole step. */
  path: readonly string[];
  /** `both`: both changed it alike. */
  by: "yours" | "theirs" | "both" | "conflict";
}

/** What was decided for a place: one of the texts, or a value of one's own; undefined takes it out. */
export type ValueChoice = keyof Three<unknown> | { value: Maybe };
export type Choices = ReadonlyMap<string, ValueChoice>;

/** A merge of values: what all agree on, places to decide, and mappings of both. */
export type MergedValue =
  | { type: "same"; value: Maybe }
  | { type: "place"; place: MergePlace }
  | { type: "map"; entries: readonly (readonly [key: string, value: MergedValue])[] };

/** Of the chain: what says one thing only as a whole. */
const WHOLE = new Set(["schedule"]);

/** Merges key by key as far as all three have mappings; lists and texts are one value. */
export function mergeValues(
  at: Pick<MergePlace, "stepId" | "path">,
  { base, yours, theirs }: Three<Maybe>,
): MergedValue {
  if (same(base, yours) && same(base, theirs)) return { type: "same", value: base };
  const whole = at.stepId === null && at.path.length === 1 && WHOLE.has(at.path[0] ?? "");
  if (!whole && isMap(base) && isMap(yours) && isMap(theirs)) {
    const keys = new Set([...Object.keys(yours), ...Object.keys(theirs), ...Object.keys(base)]);
    const entries = [...keys].map((key) => {
      const inside = { stepId: at.stepId, path: [...at.path, key] };
      const three = { base: own(base, key), yours: own(yours, key), theirs: own(theirs, key) };
      return [key, mergeValues(inside, three)] as const;
    });
    return { type: "map", entries };
  }
  return { type: "place", place: placeOf(at, { base, yours, theirs }, changedBy({ base, yours, theirs })) };
}

export function placeOf(
  { stepId, path }: Pick<MergePlace, "stepId" | "path">,
  three: Three<Maybe>,
  by: MergePlace["by"],
): MergePlace {
  return { key: JSON.stringify([stepId, ...path]), stepId, path, ...three, by };
}

function changedBy({ base, yours, theirs }: Three<Maybe>): MergePlace["by"] {
  if (same(yours, theirs)) return "both";
  if (same(base, yours)) return "theirs";
  return same(base, theirs) ? "yours" : "conflict";
}

/** The places, in the order of the texts. */
export function placesIn(merged: MergedValue): MergePlace[] {
  if (merged.type === "map") return merged.entries.flatMap(([, inside]) => placesIn(inside));
  return merged.type === "place" ? [merged.place] : [];
}

/** How a place stands: what was chosen, else the side that changed it; null: nobody has decided. */
export function choiceOf(place: MergePlace, choices: Choices): ValueChoice | null {
  return choices.get(place.key) ?? (place.by === "conflict" ? null : place.by === "both" ? "yours" : place.by);
}

/** What a place becomes. What is open stays as it is in one's own text until it is decided. */
export function valueAt(place: MergePlace, choices: Choices): Maybe {
  const choice = choiceOf(place, choices) ?? "yours";
  return typeof choice === "object" ? choice.value : place[choice];
}

/** What a merge becomes. */
export function resolved(merged: MergedValue, choices: Choices): Maybe {
  if (merged.type === "same") return merged.value;
  if (merged.type === "place") return valueAt(merged.place, choices);
  const entries = merged.entries.flatMap(([key, inside]) => {
    const value = resolved(inside, choices);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Whether two values say the same, whatever the order of their keys. */
export const same = (a: Maybe, b: Maybe): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

export const isMap = (value: Maybe): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (map: JsonObject, key: string): Maybe => (Object.hasOwn(map, key) ? map[key] : undefined);
