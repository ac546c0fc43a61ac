import type { StepDefinition } from "../definition/definition";
import type { Report } from "../definition/report";
import type { JsonObject } from "../json";
import type { ToolCatalog } from "./catalog";
import { allowedOperations } from "./offerable";
import { outputSchemaProblem } from "./output-schema";

/**
 * What an orchestrated step hands to `llm.task` beside task, data and model. A step that names none of these keys hands
 * over none: without a model it makes a plain report, as the classic form needs it. A saved task is always a question.
 */
export function agentParameters(step: StepDefinition, isSavedTask: boolean, catalog: ToolCatalog): JsonObject {
  const { output_schema: schema, limits } = step;
  const allowed = step.allowed_tools ?? (isSavedTask ? [] : undefined);
  return {
    ...(allowed === undefined ? {} : { allowed_tools: allowedOperations(allowed, catalog).keys }),
    ...(schema === undefined ? {} : { output_schema: structuredClone(schema) }),
    ...(limits === undefined ? {} : { limits: { ...limits } }),
  };
}

/** The tools must exist and may be offered, the schema must be one. */
export function checkAgent(step: StepDefinition, at: number, catalog: ToolCatalog, report: Report): void {
  const { problems } = allowedOperations(step.allowed_tools ?? [], catalog);
  for (const { at: place, message, suggestion } of problems)
    report.add({ path: ["steps", at, "allowed_tools", place], message, suggestion, stepId: step.id });
  const wrong = step.output_schema === undefined ? null : outputSchemaProblem(step.output_schema);
  if (wrong === null) return;
  report.add({ path: ["steps", at, "output_schema", ...wrong.path], message: wrong.message, stepId: step.id });
}
