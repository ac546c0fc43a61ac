import { plural } from "@/components/shared/format";
import type { JsonValue } from "@/server/core/json";
import type { ValueGroup } from "../form-scene";

const MOST = 200;

/** The values that have the typed text in their name; those that begin with it, or end in a part that does, come first. */
export function matchingGroups(groups: readonly ValueGroup[], typed: string): ValueGroup[] {
  const wanted = typed.trim().toLowerCase();
  let left = MOST;
  return groups.flatMap(({ title, values }) => {
    const found = values
      .map((value) => ({ value, rank: rank(value.expression.toLowerCase(), wanted) }))
      .filter((one) => one.rank > 0)
      .sort((a, b) => b.rank - a.rank)
      .slice(0, left)
      .map(({ value }) => value);
    left -= found.length;
    return found.length === 0 ? [] : [{ title, values: found }];
  });
}

function rank(expression: string, wanted: string): number {
  if (wanted === "") return 1;
  if (expression.startsWith(wanted)) return 3;
  if (expression.split(/[.[]/).some((part) => part.startsWith(wanted))) return 2;
  return expression.includes(wanted) ? 1 : 0;
}

/** A value on half a line. */
export function shortValue(value: JsonValue): string {
  if (Array.isArray(value)) return plural(value.length, "item");
  if (typeof value === "object" && value !== null) return plural(Object.keys(value).length, "field");
  return JSON.stringify(value).slice(0, 60);
}
