/** An execution that begins in the process that started it, before it has a row. */
import { queuedState } from "../core/execution/state";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution } from "../store/claims";
import type { ExecutionStart } from "../store/start-values";
import { NO_BROWSERS, type Rebuilt } from "./rebuild";
import { StepRows } from "./step-rows";

/** What a claim would say of its row: owned under the first fence, with the event that it was queued. */
export function claimedAtBirth(start: ExecutionStart): ClaimedExecution {
  return {
    id: start.id,
    userId: start.userId,
    chainId: start.chainId,
    chainName: start.chainName,
    planHash: start.planHash,
    origin: start.origin,
    params: start.params,
    status: "queued",
    withErrors: false,
    reason: null,
    ending: null,
    seq: 1,
    fence: 1,
    crashes: 0,
    createdAt: start.createdAt.getTime(),
    dueAt: start.dueAt ?? null,
    startedAt: null,
    deadlineAt: null,
    parentId: null,
    parentStep: null,
    parentItem: null,
    depth: start.depth ?? 0,
    replayOf: null,
    overrides: null,
    isTest: start.isTest ?? false,
    priority: start.priority ?? 0,
    concurrencyKey: null,
    held: false,
  };
}

/** Its state: nothing has happened. */
export function rebuiltAtBirth(claimed: ClaimedExecution, plan: Plan): Rebuilt {
  return { state: queuedState(plan, claimed), browsers: NO_BROWSERS, rows: new StepRows(null, []) };
}

/** Whether nothing about it needs a look at other rows first. */
export const isPlainStart = (start: ExecutionStart): boolean =>
  !start.heldForMs && !start.concurrency && !start.replay && !start.parent;
