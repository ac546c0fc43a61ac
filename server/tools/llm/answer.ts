/** Reads a model's last word as the value that the step asked for. */
import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import type { LlmProblem } from "../../core/execution/llm-record";
import type { JsonObject, JsonValue } from "../../core/json";
import { boundedSchema, MAX_ANSWER_CHARACTERS, tooMuch } from "./bounds";

export type Answer = { value: JsonValue } | { problems: LlmProblem[] };

const MAX_PROBLEMS = 5;

/** Text is the value itself where no schema asks for more; an empty one is no answer. */
export function readAnswer(text: string, schema: JsonObject | null): Answer {
  const plain = text.trim();
  if (plain === "") return { problems: [{ path: "", wanted: "an answer", got: "nothing" }] };
  if (plain.length > MAX_ANSWER_CHARACTERS)
    return {
      problems: [
        { path: "", wanted: `at most ${MAX_ANSWER_CHARACTERS} characters`, got: `${plain.length} characters` },
      ],
    };
  if (schema === null) return { value: plain };
  const parsed = parseJson(plain);
  if (parsed === undefined)
    return { problems: [{ path: "", wanted: "JSON and nothing else", got: shorten(JSON.stringify(plain)) }] };
  const problems = problemsOf(parsed, schema);
  return problems.length === 0 ? { value: parsed } : { problems };
}

/** JSON as it is, in a fence, or with words around it. */
function parseJson(text: string): JsonValue | undefined {
  const fenced = text.split("```", 2)[1]?.replace(/^json/i, "");
  const first = text.search(/[[{]/);
  const last = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  const inner = first === -1 || last < first ? undefined : text.slice(first, last + 1);
  for (const candidate of [text, fenced, inner]) {
    if (candidate === undefined) continue;
    try {
      return JSON.parse(candidate) as JsonValue;
    } catch {
      // The next way to read it may do.
    }
  }
  return undefined;
}

function problemsOf(value: JsonValue, schema: JsonObject): LlmProblem[] {
  const bound = tooMuch(value, schema);
  if (bound !== null) return [bound];
  const checked = boundedSchema(schema) as JsonObject;
  const { valid, errors } = new Validator(checked as Schema, "2020-12", false).validate(value);
  if (valid) return [];
  // An error inside is told for everything around it too: only the innermost say what is wrong.
  const around = new Set([...new Set(errors.map(({ keywordLocation }) => keywordLocation))].flatMap(placesAround));
  const inner = errors.filter(({ keyword, keywordLocation }) => keyword !== "if" && !around.has(keywordLocation));
  const told = inner.length === 0 ? errors : inner;
  return told.slice(0, MAX_PROBLEMS).map((error) => problemOf(error, value, checked));
}

/** `#/a`, `#/a/b` for `#/a/b/c`. */
const placesAround = (location: string): string[] => {
  const parts = location.split("/");
  return parts.slice(1, -1).map((_, at) => parts.slice(0, at + 2).join("/"));
};

function problemOf({ instanceLocation, keywordLocation, error }: OutputUnit, value: JsonValue, schema: JsonObject) {
  const path = pointer(instanceLocation);
  const rule = under(schema, pointer(keywordLocation));
  const keyword = keywordLocation.slice(keywordLocation.lastIndexOf("/") + 1);
  // The commonest rules say it all; the others need the words of the validator.
  const short = rule === undefined ? undefined : shorten(JSON.stringify(rule), 200);
  const wanted =
    short === undefined
      ? error
      : PLAIN_RULES.has(keyword)
        ? `${keyword} ${short}`
        : `${keyword} ${short} (${shorten(error, 200)})`;
  return { path: pathText(path), wanted, got: shorten(JSON.stringify(under(value, path)) ?? "nothing") };
}

const PLAIN_RULES = new Set([
  "type",
  "enum",
  "const",
  "minimum",
  "maximum",
  "pattern",
  "format",
  "minLength",
  "maxLength",
]);

const pointer = (location: string): string[] =>
  location
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));

const under = (value: JsonValue, path: readonly string[]): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>(
    (inside, part) =>
      typeof inside === "object" && inside !== null && Object.hasOwn(inside, part)
        ? (inside as JsonObject)[part]
        : undefined,
    value,
  );

const pathText = (path: readonly string[]): string =>
  path.map((part, at) => (/^\d+$/.test(part) ? `[${part}]` : at === 0 ? part : `.${part}`)).join("");

const shorten = (text: string, limit = 300): string => (text.length > limit ? `${text.slice(0, limit)}...` : text);

/** The words that send an answer back. */
export const correctionText = (problems: readonly LlmProblem[]): string =>
  [
    "Your answer does not fit.",
    ...problems.map(({ path, wanted, got }) => `- ${path === "" ? "The answer" : path}: wanted ${wanted}, got ${got}`),
    "Answer again, with the corrected result and nothing else.",
  ].join("\n");
