import type { ChainDefinition } from "../definition/definition";
import { compileHooks } from "../hooks/compile-hooks";
import type { CompiledStep } from "./compile-step";
import { concurrencyOf } from "./concurrency";
import { deepFreeze, hashOf } from "./hash";
import type { Choices } from "./next";
import { type Join, type NextCase, PLAN_FORMAT, type Plan, type PlanEdge, type PlanParam, type PlanStep } from "./plan";
import { errorPolicyOf, retryOf, toMs } from "./policies";
import type { Roles } from "./roles";

/** Everything that was found out about a chain, by index in the definition. */
export interface Pieces {
  steps: readonly CompiledStep[];
  roles: Roles;
  choices: Choices;
  edges: readonly (readonly PlanEdge[])[];
  /** Topological. */
  order: readonly number[];
  /** Of steps that name no join. */
  joins: readonly Join[];
}

/** Puts the checked pieces together: steps in topological order, everything by its new index, frozen and hashed. */
export function assemble(definition: ChainDefinition, pieces: Pieces): Plan {
  const places = new Map(pieces.order.map((step, index) => [step, index]));
  const placeOf = (step: number) => places.get(step) ?? 0;
  const steps = pieces.order.flatMap((step) => {
    const compiled = pieces.steps[step];
    return compiled === undefined ? [] : [planStep(compiled, step, definition, pieces, placeOf)];
  });
  for (const [at, { role, dependsOn }] of steps.entries())
    if (role === "step") for (const one of new Set(dependsOn.map((edge) => edge.step))) steps[one]?.dependents.push(at);
  const plan: Omit<Plan, "hash"> = {
    format: PLAN_FORMAT,
    name: definition.name,
    steps,
    params: planParams(definition),
    timeoutMs: msOf(definition.timeout),
    share: { browserSession: definition.share?.browser_session ?? false, files: definition.share?.files ?? false },
    onCrash: definition.on_crash ?? "resume",
    concurrency: concurrencyOf(definition),
    ...hooksOf(definition.hooks),
  };
  return deepFreeze({ ...plan, hash: hashOf(plan) });
}

function planStep(
  compiled: CompiledStep,
  at: number,
  chain: ChainDefinition,
  { roles, choices, edges, joins }: Pieces,
  placeOf: (step: number) => number,
): PlanStep & { dependents: number[] } {
  const { definition: step, outputKey, body, when, loop } = compiled;
  const place = (one: number | undefined) => (one === undefined ? null : placeOf(one));
  const errorPolicy = errorPolicyOf(step, chain);
  return {
    id: step.id,
    name: step.name ?? step.id,
    ...(step.description === undefined ? {} : { description: step.description }),
    outputKey,
    role: roles.role[at] ?? "step",
    serves: (roles.serves[at] ?? []).map(placeOf).sort((a, b) => a - b),
    tool: body.tool,
    operation: body.operation,
    ...(compiled.task === null ? {} : { task: { id: compiled.task.id, name: compiled.task.name } }),
    subChain: step.chain?.trim() ?? null,
    parameters: structuredClone(body.parameters),
    dependsOn: (edges[at] ?? []).map((edge) => ({ ...edge, step: placeOf(edge.step) })).sort(byPlace),
    dependents: [],
    join: step.join ?? joins[at] ?? "all_succeeded",
    when,
    next: compiled.cases.map((condition, position): NextCase => {
      const goto = choices.gotos[at]?.[position] ?? "end";
      return { when: condition, goto: goto === "end" ? goto : placeOf(goto) };
    }),
    trigger: step.trigger ?? "auto",
    repeat: loop?.type === "repeat" ? loop.policy : null,
    forEach: loop?.type === "for_each" ? { items: structuredClone(loop.items), concurrency: loop.concurrency } : null,
    pass: { result: step.pass?.result ?? true, files: step.pass?.files ?? true, browser: step.pass?.browser ?? true },
    timeoutMs: msOf(step.timeout),
    totalTimeoutMs: msOf(step.total_timeout),
    startTimeoutMs: msOf(step.start_timeout),
    idleTimeoutMs: msOf(step.idle_timeout),
    alternative: errorPolicy === "alternative" ? place(roles.alternative[at]) : null,
    compensate: place(roles.compensate[at]),
    errorPolicy,
    retry: retryOf(step, chain),
    rerun: step.rerun ?? "safe",
    ...hooksOf(step.hooks),
  };
}

function hooksOf(written: ChainDefinition["hooks"]): Pick<Plan, "hooks"> {
  const hooks = compileHooks(written);
  return hooks === null ? {} : { hooks };
}

const msOf = (seconds: number | undefined): number | null => (seconds === undefined ? null : toMs(seconds));

/** The same whichever way dependencies are listed. */
const byPlace = (a: PlanEdge, b: PlanEdge): number => a.step - b.step || a.on.localeCompare(b.on, "en");

function planParams(definition: ChainDefinition): Record<string, PlanParam> {
  const params = Object.entries(definition.params ?? {});
  return Object.fromEntries(
    params.map(([name, { required = false, ...param }]) => [name, { ...structuredClone(param), required }]),
  );
}
