import { InvalidArgumentError } from "commander";
import type { JsonObject, JsonValue } from "../server/core/json";

/** An option whose value is a JSON object. */
export function jsonObject(text: string): JsonObject {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    throw new InvalidArgumentError('Give a JSON object, such as \'{"name": "value"}\'.');
  }
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
  throw new InvalidArgumentError("Give a JSON object, not another value.");
}

/** An option that is a whole number within limits. */
export const wholeNumber =
  (from: number, to: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`Give a number from ${from} to ${to}.`);
  };
