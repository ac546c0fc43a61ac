/**
 * Most templates are one path, `{{ a.b }}`, and most paths lead through mappings: these values are read directly. What is anything
 * more, or is not there, is left to the template language, which also says what is wrong.
 */
import type { JsonObject, JsonValue } from "../json";
import { Remembered } from "./remembered";

const PATH = /^\s*\{\{ ?([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*) ?\}\}\s*$/;
/** What the language itself gives a meaning to, as a name or at the end of a path. */
const SPECIAL = new Set([
  "true",
  "false",
  "nil",
  "null",
  "empty",
  "blank",
  "not",
  "and",
  "or",
  "contains",
  "size",
  "first",
  "last",
]);

const paths = new Remembered((template): readonly string[] => {
  const names = PATH.exec(template)?.[1]?.split(".") ?? [];
  return names.some((name) => SPECIAL.has(name)) ? [] : names;
});

/** The value of a template that is one path through mappings; undefined when it is anything else. */
export function plainPathValue(template: string, context: JsonObject): JsonValue | undefined {
  const names = paths.of(template);
  if (names.length === 0) return undefined;
  let value: JsonValue | undefined = context;
  for (const name of names) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = value[name];
  }
  return value;
}
