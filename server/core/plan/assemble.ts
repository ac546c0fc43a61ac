import type { ChainDefinition, StepDefinition } from "../definition/definition";
import { deepFreeze, hashOf } from "./hash";
import { PLAN_FORMAT, type Plan, type PlanEdge, type PlanParam, type PlanStep } from "./plan";
import { errorPolicyOf, retryOf, toMs } from "./policies";
import type { StepBody } from "./step-body";

/** A step with everything known but its place in the order. */
export interface CompiledStep {
  definition: StepDefinition;
  outputKey: string;
  body: StepBody;
  when: string | null;
}

/** Puts the checked pieces together: steps in topological order, edges by their new indexes, frozen and hashed. */
export function assemble(
  definition: ChainDefinition,
  steps: readonly CompiledStep[],
  edges: readonly (readonly PlanEdge[])[],
  order: readonly number[],
): Plan {
  const place = new Map(order.map((step, index) => [step, index]));
  const placed = (edge: PlanEdge): PlanEdge => ({ step: place.get(edge.step) ?? 0, on: edge.on });
  const dependsOn = order.map((step) => (edges[step] ?? []).map(placed).sort((a, b) => a.step - b.step));
  const dependents: number[][] = order.map(() => []);
  for (const [step, ones] of dependsOn.entries())
    for (const one of new Set(ones.map((edge) => edge.step))) dependents[one]?.push(step);
  const planSteps = order.flatMap((step, index) => {
    const compiled = steps[step];
    return compiled === undefined
      ? []
      : [planStep(compiled, definition, dependsOn[index] ?? [], dependents[index] ?? [])];
  });
  const plan: Omit<Plan, "hash"> = {
    format: PLAN_FORMAT,
    name: definition.name,
    steps: planSteps,
    params: planParams(definition),
    timeoutMs: definition.timeout === undefined ? null : toMs(definition.timeout),
    share: { browserSession: definition.share?.browser_session ?? false, files: definition.share?.files ?? false },
    onCrash: definition.on_crash ?? "resume",
    concurrency: null,
  };
  return deepFreeze({ ...plan, hash: hashOf(plan) });
}

function planStep(
  compiled: CompiledStep,
  chain: ChainDefinition,
  dependsOn: PlanEdge[],
  dependents: number[],
): PlanStep {
  const { definition: step, outputKey, body, when } = compiled;
  return {
    id: step.id,
    name: step.name ?? step.id,
    ...(step.description === undefined ? {} : { description: step.description }),
    outputKey,
    role: "step",
    serves: [],
    tool: body.tool,
    operation: body.operation,
    subChain: null,
    parameters: structuredClone(body.parameters),
    dependsOn,
    dependents,
    join: step.join ?? "all_succeeded",
    when,
    next: [],
    trigger: step.trigger ?? "auto",
    repeat: null,
    forEach: null,
    pass: { result: step.pass?.result ?? true, files: step.pass?.files ?? true, browser: step.pass?.browser ?? true },
    timeoutMs: step.timeout === undefined ? null : toMs(step.timeout),
    totalTimeoutMs: null,
    startTimeoutMs: null,
    idleTimeoutMs: null,
    alternative: null,
    compensate: null,
    errorPolicy: errorPolicyOf(step, chain),
    retry: retryOf(step, chain),
    rerun: step.rerun ?? "safe",
  };
}

function planParams(definition: ChainDefinition): Record<string, PlanParam> {
  const params = Object.entries(definition.params ?? {});
  return Object.fromEntries(
    params.map(([name, { required = false, ...param }]) => [name, { ...structuredClone(param), required }]),
  );
}
