import type { JsonObject, JsonValue } from "@/server/core/json";

const LONGEST_VALUE = 32;
const MOST = 3;

/** "base_url = shop.local, limit = 50": the first parameters on one line. */
export function paramWords(params: JsonObject): string {
  const entries = Object.entries(params);
  const words = entries.slice(0, MOST).map(([name, value]) => `${name} = ${short(value)}`);
  if (entries.length > MOST) words.push(`${entries.length - MOST} more`);
  return words.join(", ");
}

function short(value: JsonValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}
