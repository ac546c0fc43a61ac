import type { JsonObject, JsonValue } from "@/server/core/json";

export type ChangedInput = { ok: true; parameters: JsonObject } | { ok: false; problem: string };

/** Which top-level keys of a step's input a person changed, with their new values. */
export function changedInput(recorded: JsonValue, text: string): ChangedInput {
  let edited: JsonValue;
  try {
    edited = JSON.parse(text) as JsonValue;
  } catch (error) {
    return { ok: false, problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isObject(edited) || !isObject(recorded)) {
    return { ok: false, problem: "The input is an object: { … }." };
  }
  const before = recorded;
  const missing = Object.keys(before).find((key) => !Object.hasOwn(edited, key));
  if (missing !== undefined) {
    return {
      ok: false,
      problem: `"${missing}" is missing. Change its value instead; what stays the same may stay here.`,
    };
  }
  const changed = Object.entries(edited).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]),
  );
  return { ok: true, parameters: Object.fromEntries(changed) };
}

const isObject = (value: JsonValue): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);
