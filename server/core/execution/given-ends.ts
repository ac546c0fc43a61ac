/**
 * How steps have ended when a test begins. A step that ended with a fixed result chooses its way as if it had run.
 */
import type { JsonValue } from "../json";
import type { Plan } from "../plan/plan";
import { choose } from "./choosing";
import { Draft } from "./draft";
import { failureStatus } from "./policies";
import { PENDING_STEP, queuedState, type StartFacts, type StepFailure, type StepState } from "./state";
import type { Reason } from "./states";

/** What a person fixed for a step. */
export type Fixed = { type: "result"; value: JsonValue } | { type: "error"; error: StepFailure };

/** Ends by step, or why there are none: a way that a fixed result takes cannot be told, or leads out of the chain. */
export type GivenEnds = { ends: ReadonlyMap<number, StepState> } | { step: number; problem: string };

export const NO_PART: Reason = { code: "not_needed", message: "It is no part of this test." };

/** The ends of the fixed and the skipped steps, by their index in the plan. */
export function givenEnds(
  plan: Plan,
  facts: StartFacts,
  fixed: ReadonlyMap<number, Fixed>,
  skipped: ReadonlySet<number>,
): GivenEnds {
  const queued = queuedState(plan, facts);
  const steps = [...queued.steps];
  const ends = new Map<number, StepState>();
  for (const index of plan.steps.keys()) {
    const end = endOf(fixed.get(index), skipped.has(index), facts.createdAt);
    if (!end) continue;
    const draft = new Draft(plan, { ...queued, steps }, facts.createdAt);
    const passes = end.status === "succeeded" || plan.steps[index]?.errorPolicy === "continue";
    const choice = passes && end.status !== "skipped" ? choose(draft, index, end) : null;
    if (choice?.type === "error") return { step: index, problem: choice.message };
    if (choice?.type === "taken" && choice.branch.goto === "end") {
      return { step: index, problem: "With its fixed result the chain ends after it." };
    }
    steps[index] = choice?.type === "taken" ? { ...end, taken: choice.taken } : end;
    ends.set(index, steps[index]);
  }
  return { ends };
}

function endOf(fixed: Fixed | undefined, skipped: boolean, at: number): StepState | null {
  if (fixed?.type === "result") {
    return { ...PENDING_STEP, status: "succeeded", attempt: 1, result: fixed.value, startedAt: at, endedAt: at };
  }
  if (fixed?.type === "error") {
    const { error } = fixed;
    const reason = { code: error.code, message: error.message };
    const status = failureStatus(error);
    return { ...PENDING_STEP, status, attempt: 1, failures: 1, error, reason, startedAt: at, endedAt: at };
  }
  return skipped ? { ...PENDING_STEP, status: "skipped", reason: NO_PART, endedAt: at } : null;
}
