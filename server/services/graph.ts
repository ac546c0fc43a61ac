import type { Plan } from "../core/plan/plan";
import type { GraphStep } from "./execution-view";

/** The compiled plan as pages draw it. */
export function graphOf(plan: Plan): GraphStep[] {
  return plan.steps.map((step) => ({
    id: step.id,
    name: step.name,
    description: step.description ?? null,
    tool: step.tool,
    operation: step.operation,
    outputKey: step.outputKey,
    dependsOn: step.dependsOn.map((edge) => ({ step: plan.steps[edge.step]?.id ?? "", on: edge.on })),
    join: step.join,
    when: step.when,
    trigger: step.trigger,
  }));
}
