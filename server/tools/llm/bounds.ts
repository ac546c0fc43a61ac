/** Keeps the check of an answer short, whatever schema and answer say: the loop of the process is everybody's. */
import type { LlmProblem } from "../../core/execution/llm-record";
import type { JsonObject, JsonValue } from "../../core/json";

/** Longer answers are no result that a chain could use. */
export const MAX_ANSWER_CHARACTERS = 500_000;
/** Pieces of the schema times pieces of the answer: what a check may at most have to look at. */
const MAX_COMPARISONS = 1_000_000;
/** Texts that a pattern or format looks at: what may take cubic time takes no time here. */
const MAX_MATCHED_CHARACTERS = 256;
const MAX_UNIQUE_ITEMS = 1_000;

/** Why an answer is too much to be held against its schema; null when it is not. */
export function tooMuch(answer: JsonValue, schema: JsonObject): LlmProblem | null {
  const of = measure(schema);
  const found = measure(answer);
  const problem = (wanted: string, got: string): LlmProblem => ({ path: "", wanted, got });
  if (of.pieces * found.pieces > MAX_COMPARISONS) return problem("a much shorter answer", `${found.pieces} values`);
  if (of.keys.has("uniqueItems") && found.longestList > MAX_UNIQUE_ITEMS)
    return problem(`lists of at most ${MAX_UNIQUE_ITEMS} items`, `one of ${found.longestList}`);
  return null;
}

/** The same schema, whose patterns and formats are asked only about texts that are short enough for them. */
export function boundedSchema(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(boundedSchema);
  if (typeof schema !== "object" || schema === null) return schema;
  const { pattern, format, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, inside]) => [key, LITERAL.has(key) ? inside : boundedSchema(inside)]),
  );
  const asked = {
    ...(typeof pattern === "string" ? { pattern } : {}),
    ...(typeof format === "string" ? { format } : {}),
  };
  const kept = {
    ...rest,
    ...(pattern === undefined || "pattern" in asked ? {} : { pattern }),
    ...(format === undefined || "format" in asked ? {} : { format }),
  };
  if (Object.keys(asked).length === 0) return kept;
  const short = { maxLength: MAX_MATCHED_CHARACTERS };
  const others = Array.isArray(rest.allOf) ? rest.allOf : [];
  // biome-ignore lint/suspicious/noThenProperty: `then` is a word of JSON Schema.
  return { ...kept, allOf: [...others, { if: short, then: asked, else: short }] };
}

/** What stands under these is a value, no schema. */
const LITERAL = new Set(["enum", "const", "default", "examples"]);

interface Measure {
  pieces: number;
  longestList: number;
  keys: Set<string>;
}

function measure(value: JsonValue, so: Measure = { pieces: 0, longestList: 0, keys: new Set() }) {
  so.pieces += 1;
  if (Array.isArray(value)) {
    so.longestList = Math.max(so.longestList, value.length);
    for (const item of value) measure(item, so);
  } else if (value !== null && typeof value === "object") {
    for (const [key, inside] of Object.entries(value)) {
      so.keys.add(key);
      measure(inside, so);
    }
  }
  return so;
}
