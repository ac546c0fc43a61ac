import { type ExecutionState, PENDING_STEP, queuedState, type StepState } from "../core/execution/state";
import { isStepEnded } from "../core/execution/states";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution, StoredStep } from "../store/claims";
import type { BrowserState, ResultFiles } from "./ports";

export interface Rebuilt {
  state: ExecutionState;
  /** Recorded state of the browser by index of the step. */
  browsers: Map<number, BrowserState>;
}

/** The state of an execution as its rows say; large results are read from their files. */
export async function rebuild(
  claimed: ClaimedExecution,
  plan: Plan,
  rows: StoredStep[],
  files: ResultFiles,
): Promise<Rebuilt> {
  const byId = new Map(rows.map((row) => [row.stepId, row]));
  const browsers = new Map<number, BrowserState>();
  const steps = await Promise.all(
    plan.steps.map(async (step, index): Promise<StepState> => {
      const row = byId.get(step.id);
      if (!row) return PENDING_STEP;
      if (row.browser) browsers.set(index, row.browser as unknown as BrowserState);
      return {
        status: row.status,
        attempt: row.attempt,
        failures: row.failures,
        reason: row.reason,
        error: row.error as StepState["error"],
        wakeAt: row.wakeAt,
        startedAt: row.startedAt,
        endedAt: row.endedAt,
        result: row.resultFile === null ? row.result : await files.load(claimed.id, row.resultFile),
      };
    }),
  );
  const { id, origin, userId, chainId, params, createdAt, status, withErrors, reason, ending, startedAt, deadlineAt } =
    claimed;
  const state: ExecutionState = {
    ...queuedState(plan, { id, origin, userId, chainId, params, createdAt }),
    ...{ status, withErrors, reason, ending, startedAt, deadlineAt, steps },
    open: steps.filter((step) => !isStepEnded(step.status)).length,
    running: steps.filter((step) => step.status === "running").length,
  };
  return { state, browsers };
}
