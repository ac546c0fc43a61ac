import type { JsonValue } from "../json";
import { isTemplate } from "../template/engine";
import { type Complaint, complaints, type Excuse } from "../validation/explain";
import { valueAt } from "../validation/path";
import type { OperationSpec } from "./catalog";

/**
 * Checks parameters against the operation's input schema before anything runs. What a template decides is left to the
 * run; keys, counts and everything written out are judged now.
 */
export function checkParameters(spec: OperationSpec, parameters: JsonValue): Complaint[] {
  const excuse: Excuse = (issue, path) => {
    const value = valueAt(parameters, path) as JsonValue | undefined;
    const isCount = (issue.code === "too_small" || issue.code === "too_big") && Array.isArray(value);
    return !isCount && value !== undefined && hasTemplate(value);
  };
  try {
    return complaints(spec.input, parameters, excuse);
  } catch {
    // A schema's own code may stumble over a template where it expects the final value: then the run decides.
    return [];
  }
}

function hasTemplate(value: JsonValue): boolean {
  if (typeof value === "string") return isTemplate(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasTemplate);
}
