import type { JsonValue } from "@/server/core/json";

/** Typed JSON, or what is wrong with it in words. */
export function readJson(text: string): { value: JsonValue; problem: string | null } {
  if (text.trim() === "") return { value: null, problem: 'Write JSON, such as { "items": [] } or "text".' };
  try {
    return { value: JSON.parse(text) as JsonValue, problem: null };
  } catch (error) {
    const where = error instanceof Error ? ` ${error.message}` : "";
    return { value: null, problem: `This is not JSON.${where} A text stands in double quotes.` };
  }
}
