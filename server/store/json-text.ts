import type { JsonValue } from "../core/json";

/** What `jsonb` cannot hold: the NUL character and half surrogate pairs. */
const UNSTORABLE = /\\u(0000|d[89a-f])/i;

/** What JSON writes in another way. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

/** JSON that Postgres accepts for any value; characters that it cannot store become U+FFFD. Null stays SQL null. */
export function jsonText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = JSON.stringify(value);
  return UNSTORABLE.test(text) ? JSON.stringify(storable(value as JsonValue)) : text;
}

/** Whether a text is its own JSON as soon as it stands between quotes. */
export const isPlain = (text: string): boolean => !ESCAPED.test(text);

/** A text that Postgres accepts, in the same way. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "\ufffd").replace(/\p{Surrogate}/gu, "\ufffd");
}

function storable(value: JsonValue): JsonValue {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storable(item)]));
}
