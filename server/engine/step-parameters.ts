/** The parameters of a step as its tool gets them. */
import type { JsonObject } from "../core/json";
import type { PlanStep } from "../core/plan/plan";
import { renderValue } from "../core/template/render";
import { TemplateError } from "../core/template/template-error";
import { parametersNames, parametersText } from "./parameters-text";
import type { Secrets } from "./secrets";

/** Who knows what the step's templates see. */
interface Reader {
  /** All of it; with names, at least what these are. A new object each time. */
  context(names?: readonly string[]): JsonObject;
}

/** Of an execution that is no replay. */
export const NO_OVERRIDES: JsonObject = {};

/** `overrides` stand in for the plan's, as they are. @throws TemplateError */
export function stepParameters(step: PlanStep, overrides: JsonObject, secrets: Secrets, reader: Reader): JsonObject {
  if (!parametersText(step).includes("{{")) return { ...step.parameters, ...overrides };
  const known = secrets.own.size === 0 ? {} : Object.fromEntries(secrets.own);
  if (overrides === NO_OVERRIDES) return render(step.parameters, step, reader, known);
  const own = Object.entries(step.parameters).filter(([key]) => !Object.hasOwn(overrides, key));
  return { ...render(Object.fromEntries(own), step, reader, known), ...overrides };
}

/** With the few names that the step reads; all of them are there only to say what there would have been. */
function render(parameters: JsonObject, step: PlanStep, reader: Reader, secrets: JsonObject): JsonObject {
  const scope = reader.context(parametersNames(step));
  scope.secrets = secrets;
  try {
    return renderValue(parameters, scope) as JsonObject;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return renderValue(parameters, { ...reader.context(), secrets }) as JsonObject;
  }
}
