import type { Plan, PlanEdge, PlanStep } from "../core/plan/plan";
import type { GraphEdge, GraphLoop, GraphStep } from "./execution-view";

/** The compiled plan as pages draw it. */
export function graphOf(plan: Plan): GraphStep[] {
  return plan.steps.map((step) => ({
    id: step.id,
    name: step.name,
    description: step.description ?? null,
    tool: step.tool,
    operation: step.operation,
    outputKey: step.outputKey,
    role: step.role,
    subChain: step.subChain,
    dependsOn: step.dependsOn.map((edge) => edgeOf(plan, edge)),
    join: step.join,
    when: step.when,
    ends: step.next.filter(({ goto }) => goto === "end").map(({ when }) => when),
    loop: loopOf(step),
    trigger: step.trigger,
  }));
}

function edgeOf(plan: Plan, { step, on, cases }: PlanEdge): GraphEdge {
  const from = plan.steps[step];
  const edge = { step: from?.id ?? "", on };
  return cases === undefined ? edge : { ...edge, cases: cases.map((index) => from?.next[index]?.when ?? null) };
}

function loopOf({ repeat, forEach }: PlanStep): GraphLoop | null {
  if (repeat !== null) return { type: "repeat", until: repeat.until, max: repeat.max };
  if (forEach === null) return null;
  return { type: "for_each", items: Array.isArray(forEach.items) ? forEach.items.length : String(forEach.items) };
}
