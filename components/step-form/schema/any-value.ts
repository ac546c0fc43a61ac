import { z } from "zod";
import type { JsonValue } from "@/server/core/json";

const json = z.json();

function readJson(text: string): JsonValue | undefined {
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What somebody typed: numbers, true, lists and so on when it reads as JSON, a text otherwise, nothing when it is empty. */
export function parseAny(text: string): JsonValue | undefined {
  if (text.trim() === "") return undefined;
  return readJson(text) ?? (text.trim() === "null" ? null : text);
}

/** A value as one types it: a text that would read as something else stands in quotes. */
export function showAny(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string") return parseAny(value) === value ? value : JSON.stringify(value);
  return typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : JSON.stringify(value);
}

/** The kind of a value, in a word. */
export function typeOf(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  if (value === null) return "null";
  if (typeof value === "string") return value.includes("{{") ? "template" : "text";
  if (Array.isArray(value)) return "list";
  return typeof value === "boolean" ? "yes or no" : typeof value === "object" ? "mapping" : "number";
}
