import type { JsonObject, JsonValue } from "@/server/core/json";
import type { Path } from "../text/place";
import { isObject, valueAt } from "./chain-text";

/** The smallest changes of a definition. Every edit is a list of these, each about the data as the one before left it. */
export type Patch =
  | { op: "set"; path: Path; value: JsonValue }
  | { op: "remove"; path: Path }
  | { op: "insert"; path: Path; index: number; value: JsonValue }
  | { op: "move"; path: Path; from: number; to: number };

/** What a patch means, on plain data. The text has to say the same afterwards. */
export function patchData(data: JsonObject, patch: Patch): JsonObject {
  const changed = change(data, patch.path, (value) => {
    if (patch.op === "set") return patch.value;
    if (patch.op === "remove") return undefined;
    const list = Array.isArray(value) ? [...value] : [];
    if (patch.op === "insert") list.splice(patch.index, 0, patch.value);
    else list.splice(patch.to, 0, ...list.splice(patch.from, 1));
    return list;
  });
  return isObject(changed) ? changed : {};
}

function change(
  value: JsonValue | undefined,
  path: Path,
  by: (value: JsonValue | undefined) => JsonValue | undefined,
): JsonValue | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return by(value);
  if (Array.isArray(value) && typeof part === "number") {
    const inside = change(value[part], rest, by);
    return inside === undefined
      ? value.filter((_, index) => index !== part)
      : part < value.length
        ? value.map((item, index) => (index === part ? inside : item))
        : [...value, inside];
  }
  const map = isObject(value) ? value : {};
  const inside = change(map[part], rest, by);
  if (inside !== undefined) return { ...map, [part]: inside };
  const { [part]: _gone, ...others } = map;
  return others;
}

/** A `set` as the fewest changes that lead there: what stays the same keeps its looks and its comments. */
export function finerPatches(data: JsonObject, patch: Patch): Patch[] {
  if (patch.op !== "set") return [patch];
  return difference(valueAt(data, patch.path), patch.value, patch.path);
}

function difference(before: JsonValue | undefined, after: JsonValue, path: Path): Patch[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after) && Object.keys(before).length > 0 && Object.keys(after).length > 0) {
    const kept = Object.keys(after).filter((key) => Object.hasOwn(before, key));
    if (kept.length === 0) return [{ op: "set", path, value: after }];
    const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
    return [
      ...gone.map((key): Patch => ({ op: "remove", path: [...path, key] })),
      ...Object.entries(after).flatMap(([key, value]) => difference(before[key], value, [...path, key])),
    ];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((item, index) => difference(before[index], item, [...path, index]));
  }
  return [{ op: "set", path, value: after }];
}

/** Whether two values are the same as JSON, whatever the order of keys. */
export function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}
