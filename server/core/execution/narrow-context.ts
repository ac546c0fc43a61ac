import type { JsonObject } from "../json";
import type { Plan } from "../plan/plan";
import { RESERVED_NAMES } from "../template/names";
import { contextOf } from "./context";
import type { StepPlace } from "./engine-event";
import { resultOf } from "./outcome";
import type { ExecutionState } from "./state";

/** Of each plan, whose result a name is. Plans never change. */
const producers = new WeakMap<Plan, ReadonlyMap<string, number>>();

/**
 * The context of a step as far as these names go, or all of it when they are not given or one is no result: a step reads one
 * or two results, and there may be a thousand.
 */
export function contextWith(
  names: readonly string[] | undefined,
  plan: Plan,
  state: ExecutionState,
  current: StepPlace,
  at: number,
): JsonObject {
  const known = producersOf(plan);
  if (!names || names.some((name) => RESERVED_NAMES.has(name) || !known.has(name))) {
    return contextOf(plan, state, current, at);
  }
  const context: JsonObject = {};
  for (const name of names) {
    const index = known.get(name) ?? -1;
    const passes = plan.steps[index]?.pass.result || index === current.step;
    context[name] = passes ? resultOf(plan, state.steps, index) : null;
  }
  return context;
}

/** A result has its own key first, and else the id of its step. */
function producersOf(plan: Plan): ReadonlyMap<string, number> {
  const before = producers.get(plan);
  if (before) return before;
  const found = new Map<string, number>();
  plan.steps.forEach((step, index) => {
    found.set(step.outputKey, index);
    if (step.id !== step.outputKey && !found.has(step.id)) found.set(step.id, index);
  });
  producers.set(plan, found);
  return found;
}
