import type { JsonObject, JsonValue } from "../core/json";
import type { Plan, PlanParam } from "../core/plan/plan";

export interface ParamProblem {
  /** `params.<name>`. */
  path: string;
  message: string;
}

export type CheckedParams = { ok: true; params: JsonObject } | { ok: false; problems: ParamProblem[] };

const MAX_BYTES = 256 * 1024;

/** Given values with defaults filled in, each held against its declaration; all problems at once. */
export function checkParams(plan: Plan, given: JsonObject): CheckedParams {
  const problems: ParamProblem[] = [];
  const params: JsonObject = {};
  const names = Object.keys(plan.params);
  for (const name of Object.keys(given)) {
    if (!(name in plan.params)) {
      const known = names.length > 0 ? `It has ${names.join(", ")}.` : "It has none.";
      problems.push({ path: `params.${name}`, message: `The chain has no parameter "${name}". ${known}` });
    }
  }
  for (const [name, declared] of Object.entries(plan.params)) {
    const value = given[name] ?? declared.default;
    if (value === undefined || value === null) {
      if (declared.required) problems.push({ path: `params.${name}`, message: `"${name}" is required and has no value.` });
      else params[name] = null;
      continue;
    }
    const problem = problemOf(name, declared, value);
    if (problem) problems.push({ path: `params.${name}`, message: problem });
    params[name] = value;
  }
  if (JSON.stringify(params).length > MAX_BYTES) problems.push({ path: "params", message: "The parameters are larger than 256 KiB." });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, params };
}

function problemOf(name: string, declared: PlanParam, value: JsonValue): string | null {
  if (!hasType(declared, value)) return `"${name}" has to be of type ${declared.type}; ${JSON.stringify(value)} is not.`;
  if (declared.enum && !declared.enum.some((allowed) => JSON.stringify(allowed) === JSON.stringify(value))) {
    return `"${name}" has to be one of ${declared.enum.map((allowed) => JSON.stringify(allowed)).join(", ")}.`;
  }
  if (typeof value === "number") return outOfRange(name, declared, value);
  if (typeof value === "string") return wrongText(name, declared, value);
  return null;
}

function hasType(declared: PlanParam, value: JsonValue): boolean {
  switch (declared.type) {
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    default:
      return typeof value === declared.type;
  }
}

function outOfRange(name: string, { minimum, maximum }: PlanParam, value: number): string | null {
  if (minimum !== undefined && value < minimum) return `"${name}" is ${value}; it has to be at least ${minimum}.`;
  if (maximum !== undefined && value > maximum) return `"${name}" is ${value}; it has to be at most ${maximum}.`;
  return null;
}

function wrongText(name: string, { minLength, maxLength, pattern }: PlanParam, value: string): string | null {
  if (minLength !== undefined && value.length < minLength) return `"${name}" needs at least ${minLength} characters.`;
  if (maxLength !== undefined && value.length > maxLength) return `"${name}" takes at most ${maxLength} characters.`;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value.slice(0, 10_000))) return `"${name}" has to match ${pattern}.`;
  return null;
}
