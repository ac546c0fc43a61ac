import type { JsonObject, JsonValue } from "../json";
import { describeValue } from "../validation/explain";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { PlanParam } from "./plan";

/** Longest text that is matched against a pattern: bounds what a slow pattern can cost. */
const MAX_MATCHED = 256;
/** Each one multiplies the work by the length of the text. */
const MAX_REPEATS = 3;

export type ParamsResult =
  | { ok: true; params: JsonObject }
  | { ok: false; problems: { param: string; message: string }[] };

/**
 * What a run was given, checked against the chain's parameters; defaults are filled in, optional ones without a default
 * are null, so that templates can name them.
 */
export function resolveParams(params: Readonly<Record<string, PlanParam>>, given: JsonObject): ParamsResult {
  const problems: { param: string; message: string }[] = [];
  const resolved: JsonObject = {};
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(params, name)) continue;
    const names = Object.keys(params);
    const exist = names.length === 0 ? "The chain has no parameters." : `The chain has ${listNames(names)}.`;
    problems.push({
      param: name,
      message: `There is no parameter "${name}". ${exist}${didYouMean(nearest(name, names))}`,
    });
  }
  for (const [name, param] of Object.entries(params)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const problem = paramProblem(param, value);
    if (problem !== null) problems.push({ param: name, message: `The parameter "${name}" ${problem}.` });
    resolved[name] = value ?? param.default ?? null;
  }
  return problems.length === 0 ? { ok: true, params: resolved } : { ok: false, problems };
}

/** What is wrong with a value of a parameter, as the end of a sentence; null when it fits. */
export function paramProblem(param: PlanParam, value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) {
    return param.required && param.default === undefined ? "is required" : null;
  }
  if (!isOfType(param.type, value)) return `must be ${TYPE_WORDS[param.type]}, not ${describeValue(value)}`;
  if (param.enum !== undefined && !param.enum.some((one) => JSON.stringify(one) === JSON.stringify(value))) {
    return `must be one of ${param.enum.map((one) => JSON.stringify(one)).join(", ")}`;
  }
  if (typeof value === "number") return numberProblem(param, value);
  return typeof value === "string" ? textProblem(param, value) : null;
}

function numberProblem(param: PlanParam, value: number): string | null {
  if (param.minimum !== undefined && value < param.minimum) return `must be at least ${param.minimum}`;
  if (param.maximum !== undefined && value > param.maximum) return `must be at most ${param.maximum}`;
  return null;
}

function textProblem(param: PlanParam, value: string): string | null {
  if (param.minLength !== undefined && value.length < param.minLength)
    return `must have at least ${param.minLength} characters`;
  if (param.maxLength !== undefined && value.length > param.maxLength)
    return `must have at most ${param.maxLength} characters`;
  if (param.pattern === undefined) return null;
  if (value.length > MAX_MATCHED) return `must have at most ${MAX_MATCHED} characters, because it has a pattern`;
  return new RegExp(param.pattern, "u").test(value) ? null : `must match the pattern ${param.pattern}`;
}

/**
 * What is wrong with a pattern; null when it is fine. Patterns whose matching can take very long are refused: repeated
 * groups that repeat or choose inside, back-references, and more than three unbounded repetitions.
 */
export function patternProblem(pattern: string): string | null {
  try {
    new RegExp(pattern, "u");
  } catch {
    return "The pattern is no regular expression.";
  }
  const plain = pattern.replace(/\\[^1-9k]/g, "x").replace(/\[[^\]]*\]/g, "x");
  const repeatedGroup = /\)(?:[*+]|\{)/.test(plain) && /\([^)]*[*+{|(]/.test(plain);
  const repeats = plain.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  const slow =
    repeatedGroup || /\\[1-9k]|\(\?[=!<]/.test(plain) || repeats + (plain.startsWith("^") ? 0 : 1) > MAX_REPEATS;
  return slow
    ? "The pattern could take very long to match. Use a simpler one, anchored with ^, with few repetitions."
    : null;
}

function isOfType(type: PlanParam["type"], value: JsonValue): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

const TYPE_WORDS: Record<PlanParam["type"], string> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
};
