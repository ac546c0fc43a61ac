/**
 * Which part of a plan a test runs. Everything else has ended when it begins: with a result that is at hand, or skipped.
 *
 * | scope   | runs                                                            | begins with a result                      |
 * | step    | the step, whatever its order says                               | what it reads; fixed ones that it follows |
 * | up_to   | the step and what it depends on or reads, down to fixed results | the fixed ones among these                |
 * | whole   | all                                                             | the fixed ones                            |
 *
 * The step that is tested always runs, also when a result is fixed for it. What stands by for a step that runs stays; what stands by
 * for another one is skipped. After the tested step nothing goes on, so nothing after it handles its failure.
 */
import { hashOf } from "./hash";
import type { Plan, PlanStep } from "./plan";
import { stepsReadBy } from "./reads";

export type TrialScope = { type: "step"; step: number } | { type: "up_to"; step: number } | { type: "whole" };

/** Steps by their index in `plan`. */
export interface Trial {
  plan: Plan;
  runs: ReadonlySet<number>;
  /** They need a result from elsewhere: a fixed one, or what they gave before. */
  given: ReadonlySet<number>;
  skipped: ReadonlySet<number>;
}

/** What a test of that scope does. `fixed`: steps for which a result is fixed. */
export function trialOf(plan: Plan, scope: TrialScope, fixed: ReadonlySet<number>): Trial {
  const all = [...plan.steps.keys()];
  const { runs, given } =
    scope.type === "step"
      ? onlyStep(plan, scope.step, fixed)
      : upTo(plan, scope.type === "up_to" ? scope.step : null, fixed);
  const skipped = all.filter((index) => !runs.has(index) && !given.has(index));
  return { plan: withTarget(plan, scope), runs, given, skipped: new Set(skipped) };
}

type Parts = Pick<Trial, "runs" | "given">;

function onlyStep(plan: Plan, target: number, fixed: ReadonlySet<number>): Parts {
  const above = [...ancestorsOf(plan, target)].filter((index) => fixed.has(index));
  return { runs: new Set([target]), given: new Set([...stepsReadBy(plan, target), ...above]) };
}

/** `target` null: everything. */
function upTo(plan: Plan, target: number | null, fixed: ReadonlySet<number>): Parts {
  const [runs, given] = [new Set<number>(), new Set<number>()];
  const queue = target === null ? plan.steps.flatMap(({ role }, index) => (role === "step" ? [index] : [])) : [target];
  for (const index of queue) {
    if (runs.has(index) || given.has(index)) continue;
    if (fixed.has(index) && index !== target) given.add(index);
    else runs.add(index);
    const step = plan.steps[index];
    if (!step) continue;
    const standsBy = step.alternative === null ? [] : [step.alternative];
    if (given.has(index)) queue.push(...standsBy);
    else queue.push(...step.dependsOn.map((edge) => edge.step), ...stepsReadBy(plan, index), ...standsBy);
    if (runs.has(index) && step.compensate !== null) queue.push(step.compensate);
  }
  return { runs, given };
}

function ancestorsOf(plan: Plan, index: number): ReadonlySet<number> {
  const found = new Set<number>();
  const queue = [index];
  for (const at of queue) {
    for (const edge of plan.steps[at]?.dependsOn ?? []) {
      if (found.has(edge.step)) continue;
      found.add(edge.step);
      queue.push(edge.step);
    }
  }
  return found;
}

function withTarget(plan: Plan, scope: TrialScope): Plan {
  if (scope.type === "whole") return plan;
  const { hash: _, ...rest } = plan;
  const { step: target, type } = scope;
  const other = type === "step" ? standingApart : (step: PlanStep) => withoutStandBy(step, target);
  const steps = plan.steps.map((step, index) => (index === target ? asTarget(step, type) : other(step)));
  const changed = { ...rest, steps };
  return { ...changed, hash: hashOf(changed) };
}

function asTarget(step: PlanStep, scope: "step" | "up_to"): PlanStep {
  const last: PlanStep = { ...step, trigger: "auto", dependents: [] };
  const ready: PlanStep = {
    ...last,
    ...{ role: "step", serves: [], join: "all_done" },
    dependsOn: step.dependsOn.map((edge) => ({ step: edge.step, on: "always" as const })),
  };
  if (scope === "up_to") return step.role === "step" ? last : ready;
  const errorPolicy = step.errorPolicy === "continue" ? "continue" : "stop";
  return { ...ready, errorPolicy, alternative: null, compensate: null };
}

/** It only lends its result: its failure stops nothing, and it chooses no way. */
const standingApart = (step: PlanStep): PlanStep => ({
  ...step,
  ...{ errorPolicy: "continue", alternative: null, compensate: null, next: [] },
});

/** A step that stands by, when it is the one that is tested, runs in its turn: what it stood by for goes without it. */
function withoutStandBy(step: PlanStep, target: number): PlanStep {
  if (step.alternative !== target && step.compensate !== target) return step;
  const uses = step.alternative === target;
  return {
    ...step,
    ...(uses ? { alternative: null, errorPolicy: "stop" as const } : {}),
    compensate: step.compensate === target ? null : step.compensate,
  };
}
