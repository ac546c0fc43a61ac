import type { JsonObject, JsonValue } from "@/server/core/json";
import type { PlanParam } from "@/server/core/plan/plan";

/** What a form holds while one types: text for most types, a boolean for switches. */
export type ParamDrafts = Record<string, string | boolean>;
type Params = Readonly<Record<string, PlanParam>>;

/** What the fields show first: values of an earlier execution, else the defaults. */
export function firstDrafts(params: Params, earlier: JsonObject = {}): ParamDrafts {
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => [name, draftOf(param, earlier[name] ?? param.default)]),
  );
}

function draftOf(param: PlanParam, value: JsonValue | undefined): string | boolean {
  if (param.type === "boolean") return value === true;
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

export type ParamResult = { ok: true; values: JsonObject } | { ok: false; errors: Record<string, string> };

/** The typed values of a form, or what is wrong with each field and what would fit. */
export function readDrafts(params: Params, drafts: ParamDrafts): ParamResult {
  const values: JsonObject = {};
  const errors: Record<string, string> = {};
  for (const [name, param] of Object.entries(params)) {
    const read = readDraft(param, drafts[name] ?? "");
    if ("error" in read) errors[name] = read.error;
    else if (read.value !== undefined) values[name] = read.value;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, values };
}

type Read = { value: JsonValue | undefined } | { error: string };

function readDraft(param: PlanParam, draft: string | boolean): Read {
  if (typeof draft === "boolean") return { value: draft };
  if (draft === "" && param.enum === undefined && param.type === "string" && !param.required)
    return { value: undefined };
  if (draft.trim() === "") {
    return param.required ? { error: "This is required." } : { value: undefined };
  }
  if (param.enum) return readChoice(param.enum, draft);
  switch (param.type) {
    case "string":
      return readText(param, draft);
    case "number":
    case "integer":
      return readNumber(param, draft);
    case "boolean":
      return { value: draft === "true" };
    case "array":
    case "object":
      return readJson(param.type, draft);
  }
}

function readChoice(choices: readonly JsonValue[], draft: string): Read {
  const value = choices.find((choice) => choiceText(choice) === draft);
  return value === undefined
    ? { error: `"${draft}" is not offered. Choose one of ${choices.map(choiceText).join(", ")}.` }
    : { value };
}

/** How a choice is written in the list. */
export const choiceText = (choice: JsonValue): string => (typeof choice === "string" ? choice : JSON.stringify(choice));

function readText(param: PlanParam, draft: string): Read {
  if (param.minLength !== undefined && draft.length < param.minLength) {
    return { error: `Too short: write at least ${param.minLength} characters.` };
  }
  if (param.maxLength !== undefined && draft.length > param.maxLength) {
    return { error: `Too long: ${draft.length} characters, at most ${param.maxLength} fit.` };
  }
  return { value: draft };
}

function readNumber(param: PlanParam, draft: string): Read {
  const value = Number(draft);
  if (!Number.isFinite(value)) return { error: `"${draft}" is not a number. Write it like 12.5.` };
  if (param.type === "integer" && !Number.isInteger(value)) return { error: `"${draft}" is not a whole number.` };
  if (param.minimum !== undefined && value < param.minimum) {
    return { error: `${draft} is below ${param.minimum}. Use ${param.minimum} or more.` };
  }
  if (param.maximum !== undefined && value > param.maximum) {
    return { error: `${draft} is above ${param.maximum}. Use ${param.maximum} or less.` };
  }
  return { value };
}

function readJson(type: "array" | "object", draft: string): Read {
  const example = type === "array" ? '["a", "b"]' : '{ "name": "value" }';
  let value: JsonValue;
  try {
    value = JSON.parse(draft) as JsonValue;
  } catch {
    return { error: `This is not JSON. Write it like ${example}.` };
  }
  const fits =
    type === "array" ? Array.isArray(value) : typeof value === "object" && value !== null && !Array.isArray(value);
  return fits ? { value } : { error: `This is JSON, but not an ${type}. Write it like ${example}.` };
}
