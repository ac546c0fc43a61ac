import type { StepPlace } from "../core/execution/engine-event";
import type { StepState } from "../core/execution/state";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution } from "../store/claims";
import { inherited } from "./inheritance";
import type { BrowserState, StepCall } from "./ports";

/** What the attempt that a step is in asks of the port; its parameters are filled in at the last moment. */
export function stepCall(
  plan: Plan,
  execution: Pick<ClaimedExecution, "id" | "userId">,
  place: StepPlace,
  state: StepState,
  browsers: ReadonlyMap<number, BrowserState>,
): StepCall {
  const step = plan.steps[place.step];
  if (!step) throw new Error(`The plan has no step ${place.step}.`);
  const { attempt, iteration } = state;
  const { readableSteps, browser } = inherited(plan, place.step, browsers);
  return {
    parameters: {},
    executionId: execution.id,
    stepId: step.id,
    item: place.item ?? null,
    iteration,
    attempt,
    effectId: effectId(execution.id, step.id, place, state),
    tool: step.tool,
    operation: step.operation,
    userId: execution.userId,
    share: plan.share,
    passesBrowser: step.pass.browser,
    readableSteps,
    browser,
  };
}

/** A try that was interrupted is the same try when it runs again, so it keeps its key. */
function effectId(executionId: string, stepId: string, place: StepPlace, state: StepState): string {
  const item = place.item === undefined ? "" : `[${place.item}]`;
  const iteration = state.iteration > 0 ? `#${state.iteration}` : "";
  return `${executionId}:${stepId}${item}${iteration}:${state.failures + 1}`;
}
