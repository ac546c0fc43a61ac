import type { JsonObject } from "../core/json";
import { resolveParams } from "../core/plan/params";
import type { Plan } from "../core/plan/plan";

export interface ParamProblem {
  /** `params.<name>`. */
  path: string;
  message: string;
}

export type CheckedParams = { ok: true; params: JsonObject } | { ok: false; problems: ParamProblem[] };

const MAX_BYTES = 256 * 1024;

/** Given values with defaults filled in, each held against its declaration; all problems at once. */
export function checkParams(plan: Plan, given: JsonObject): CheckedParams {
  const resolved = resolveParams(plan.params, given);
  if (!resolved.ok) {
    return {
      ok: false,
      problems: resolved.problems.map(({ param, message }) => ({ path: `params.${param}`, message })),
    };
  }
  if (Buffer.byteLength(JSON.stringify(resolved.params)) <= MAX_BYTES) return resolved;
  return { ok: false, problems: [{ path: "params", message: "The parameters are larger than 256 KiB." }] };
}
