/**
 * What a replay keeps of the execution that it replays; everything else has its turn again.
 *
 * | the step                                                       | is kept                                 |
 * | from which it goes on, or below it                             | no                                      |
 * | chose a way by a `next` that a newer version changed, or below | no                                      |
 * | a compensation                                                 | no                                      |
 * | succeeded                                                      | yes                                     |
 * | failed or timed out, and that was handled                      | yes                                     |
 * | skipped for its condition, its way or its dependencies         | if all that it depends on is kept       |
 * | anything else: canceled, skipped by the end, never begun       | no                                      |
 *
 * With a newer version steps are the same when their ids are.
 */
import type { Plan, PlanStep } from "../plan/plan";
import { isFailure } from "./outcome";
import { isHandled } from "./policies";
import type { StepState } from "./state";
import type { ReasonCode } from "./states";

const DECIDED: readonly (ReasonCode | undefined)[] = [
  "condition_false",
  "branch_not_taken",
  "dependency_failed",
  "dependency_skipped",
  "not_needed",
];

/** What is replayed: its plan, and how its steps ended. */
export interface Replayed {
  plan: Plan;
  steps: readonly StepState[];
}

/** Ids of the steps whose ends a replay on `plan` begins with. @throws Error when the plan has no step `from`. */
export function keptSteps(old: Replayed, plan: Plan, from: string): string[] {
  const again = stepsFrom(plan, [indexOf(plan, from), ...changedChoices(old.plan, plan)]);
  const kept = new Set<number>();
  for (const [index, step] of plan.steps.entries()) {
    if (again.has(index) || step.role === "compensation") continue;
    const before = old.plan.steps.findIndex((other) => other.id === step.id);
    const state = old.steps[before];
    const restsOnKept = step.dependsOn.every((edge) => kept.has(edge.step));
    if (state && staysEnded(old, before, state, restsOnKept)) kept.add(index);
  }
  return [...kept].map((index) => plan.steps[index]?.id ?? "");
}

function indexOf(plan: Plan, id: string): number {
  const index = plan.steps.findIndex((step) => step.id === id);
  if (index < 0) throw new Error(`The plan has no step "${id}".`);
  return index;
}

/** The steps and all below them; what stands by for one of them is below it too. */
function stepsFrom(plan: Plan, first: readonly number[]): ReadonlySet<number> {
  const again = new Set(first);
  for (const [index, step] of plan.steps.entries()) {
    if (step.dependsOn.some((edge) => again.has(edge.step))) again.add(index);
  }
  return again;
}

/** Steps of the new plan whose `next` was another one: the number of the case that was taken then says nothing any more. */
function changedChoices(old: Plan, plan: Plan): number[] {
  return plan.steps.flatMap((step, index) => {
    const before = old.steps.find((other) => other.id === step.id);
    return before && choicesOf(old, before) !== choicesOf(plan, step) ? [index] : [];
  });
}

const choicesOf = (plan: Plan, { next }: PlanStep): string =>
  JSON.stringify(next.map(({ when, goto }) => [when, goto === "end" ? goto : plan.steps[goto]?.id]));

function staysEnded(old: Replayed, index: number, state: StepState, restsOnKept: boolean): boolean {
  if (state.status === "succeeded") return true;
  if (isFailure(state.status)) return isHandled(old.plan, old.steps, index);
  return state.status === "skipped" && restsOnKept && DECIDED.includes(state.reason?.code);
}
