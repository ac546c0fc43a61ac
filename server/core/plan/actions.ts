import type { ChainDefinition, StepDefinition } from "../definition/definition";
import type { ToolCatalog } from "./catalog";

/**
 * Puts what an `action` means in its place before anything else looks at the step: an operation that the catalog has, written
 * `tool.operation`, and else a saved task of that name.
 */
export function resolveActions(definition: ChainDefinition, catalog: ToolCatalog): ChainDefinition {
  if (definition.steps.every(({ action }) => action === undefined)) return definition;
  return { ...definition, steps: definition.steps.map((step) => resolved(step, catalog)) };
}

function resolved({ action, type: _, ...step }: StepDefinition, catalog: ToolCatalog): StepDefinition {
  if (action === undefined) return step;
  const spec = catalog.get(action.trim());
  return spec ? { ...step, tool: spec.tool, operation: spec.operation } : { ...step, task: action };
}
