import type { JsonObject, JsonValue } from "@/server/core/json";
import type { FieldPath } from "./form-scene";

/** A body with one value changed, as `onChange` of a form asks for it; mappings that lose their last key go too. */
export function withValue(body: JsonObject, path: FieldPath, value: JsonValue | undefined): JsonObject {
  const changed = change(body, path, value);
  return typeof changed === "object" && changed !== null && !Array.isArray(changed) ? changed : {};
}

function change(holder: JsonValue | undefined, path: FieldPath, value: JsonValue | undefined): JsonValue | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (Array.isArray(holder) && typeof part === "number") {
    const inside = change(holder[part], rest, value);
    if (inside === undefined) return holder.filter((_, index) => index !== part);
    return [...holder.slice(0, part), inside, ...holder.slice(part + 1)];
  }
  const map = typeof holder === "object" && holder !== null && !Array.isArray(holder) ? holder : {};
  const { [part]: old, ...others } = map;
  const inside = change(old, rest, value);
  if (inside === undefined) return Object.keys(others).length === 0 ? undefined : others;
  return { ...map, [part]: inside };
}
