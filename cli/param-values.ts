import type { JsonObject, JsonValue } from "../server/core/json";
import type { PlanParam } from "../server/core/plan/plan";

export type ParamValues = { ok: true; params: JsonObject } | { ok: false; message: string };

/**
 * `--param name=value` pairs as values of the types that the chain declares; a later pair wins. Whether the values fit is
 * not judged here: what cannot be read as its type stays text, and the check at the start says so.
 */
export function readParamPairs(pairs: readonly string[], declared: Readonly<Record<string, PlanParam>>): ParamValues {
  const params: JsonObject = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1) return { ok: false, message: `--param needs name=value, not "${pair}".` };
    const name = pair.slice(0, at);
    params[name] = typed(pair.slice(at + 1), Object.hasOwn(declared, name) ? declared[name] : undefined);
  }
  return { ok: true, params };
}

function typed(text: string, param: PlanParam | undefined): JsonValue {
  switch (param?.type) {
    case "number":
    case "integer":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "array":
    case "object":
      return parsed(text) ?? text;
    default:
      return text;
  }
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The text of an `--input` file: a JSON object, alone or under `initial_context`. */
export function readInput(text: string, file: string): ParamValues {
  const data = parsed(text);
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    return { ok: false, message: `${file} must hold a JSON object.` };
  }
  const inner = data.initial_context;
  const alone = Object.keys(data).length === 1 && typeof inner === "object" && inner !== null && !Array.isArray(inner);
  return { ok: true, params: alone ? inner : data };
}
