import type { StepState } from "../core/execution/state";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution } from "../store/claims";
import { inherited } from "./inheritance";
import type { BrowserState, StepCall } from "./ports";

/** What the attempt that a step is in asks of the port; its parameters are resolved at the last moment. */
export function stepCall(
  plan: Plan,
  execution: Pick<ClaimedExecution, "id" | "userId">,
  index: number,
  state: StepState,
  browsers: ReadonlyMap<number, BrowserState>,
): Omit<StepCall, "parameters"> {
  const step = plan.steps[index];
  if (!step) throw new Error(`The plan has no step ${index}.`);
  return {
    executionId: execution.id,
    stepId: step.id,
    attempt: state.attempt,
    // A try that was interrupted is the same try when it runs again, so it keeps its key.
    effectId: `${execution.id}:${step.id}:${state.failures + 1}`,
    tool: step.tool,
    operation: step.operation,
    userId: execution.userId,
    share: plan.share,
    ...inherited(plan, index, browsers),
  };
}
