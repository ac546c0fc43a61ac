import {
  type ExecutionState,
  type LoopState,
  PENDING_STEP,
  queuedState,
  type StepState,
} from "../core/execution/state";
import { isStepEnded } from "../core/execution/states";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution, StoredStep } from "../store/claims";
import { placeKey, placeOf } from "./place";
import type { BrowserState, ResultFiles } from "./ports";
import { StepRows } from "./step-rows";

export interface Rebuilt {
  state: ExecutionState;
  /** Recorded state of the browser by index of the step. */
  browsers: ReadonlyMap<number, BrowserState>;
  /** Which steps have a row. */
  rows: StepRows;
}

/** The state of an execution as its rows say; large results are read from their files. */
export async function rebuild(
  claimed: ClaimedExecution,
  plan: Plan,
  rows: StoredStep[],
  files: ResultFiles,
): Promise<Rebuilt> {
  if (rows.length === 0) return unbegun(claimed, plan);
  const own = new Map(rows.filter((row) => row.item < 0).map((row) => [row.stepId, row]));
  const itemsOf = (stepId: string) => rows.filter((row) => row.item >= 0 && row.stepId === stepId);
  const browsers = new Map<number, BrowserState>();
  const read = (row: StoredStep | undefined) => stateOf(claimed.id, row, files);
  const steps = await Promise.all(
    plan.steps.map(async (step, index): Promise<StepState> => {
      const row = own.get(step.id);
      if (row?.browser) browsers.set(index, row.browser as unknown as BrowserState);
      const state = await read(row);
      if (!row?.items || isStepEnded(row.status)) return state;
      return { ...state, loop: await loopOf(row.items, itemsOf(step.id), read) };
    }),
  );
  const { status, withErrors, reason, ending, startedAt, deadlineAt } = claimed;
  const state: ExecutionState = {
    ...queuedState(plan, claimed),
    ...{ status, withErrors, reason, ending, startedAt, deadlineAt, steps },
    open: steps.filter((step) => !isStepEnded(step.status)).length,
    running: steps.reduce((sum, step, index) => sum + running(step, plan.steps[index]?.forEach != null), 0),
    clock: latest(claimed, rows),
  };
  return { state, browsers, rows: stepRows(plan, rows) };
}

/** Of one that nothing has happened to, which is most of what is claimed. */
function unbegun(claimed: ClaimedExecution, plan: Plan): Rebuilt {
  const { status, withErrors, reason, ending, startedAt, deadlineAt } = claimed;
  const state = queuedState(plan, claimed);
  const begun = status === "queued" ? state : { ...state, status, withErrors, reason, ending, startedAt, deadlineAt };
  const clock = latest(claimed, []);
  return { state: { ...begun, clock }, browsers: NO_BROWSERS, rows: new StepRows(null, []) };
}

/** Most executions have none. */
export const NO_BROWSERS: ReadonlyMap<number, BrowserState> = new Map();

function stepRows(plan: Plan, rows: readonly StoredStep[]): StepRows {
  const index = new Map(plan.steps.map((step, at) => [step.id, at]));
  const written = rows.filter((row) => !row.bare);
  const bare = rows.filter((row) => row.bare);
  return new StepRows(
    new Set(written.map(({ stepId, item }) => placeKey(placeOf(index.get(stepId) ?? -1, item)))),
    bare.map(({ stepId, item, attempt, startedAt }) => ({ stepId, item, attempt, startedAt: startedAt ?? 0 })),
  );
}

async function stateOf(executionId: string, row: StoredStep | undefined, files: ResultFiles): Promise<StepState> {
  if (!row) return PENDING_STEP;
  const { status, attempt, failures, iteration, taken, childId, reason, wakeAt, startedAt, endedAt } = row;
  return {
    ...{ status, attempt, failures, iteration, taken, childId, reason, wakeAt, startedAt, endedAt, loop: null },
    error: row.error as StepState["error"],
    result: row.resultFile === null ? row.result : await files.load(executionId, row.resultFile),
  };
}

/** Items begin in order, so those without a row are the last ones. */
async function loopOf(
  list: NonNullable<StoredStep["items"]>,
  rows: StoredStep[],
  read: (row: StoredStep) => Promise<StepState>,
): Promise<LoopState> {
  const items: StepState[] = list.map(() => PENDING_STEP);
  const states = await Promise.all(rows.map(read));
  rows.forEach((row, at) => {
    items[row.item] = states[at] ?? PENDING_STEP;
  });
  const begun = rows.reduce((most, row) => Math.max(most, row.item + 1), 0);
  return { list, items, begun, active: rows.filter((row) => !isStepEnded(row.status)).length };
}

function running(step: StepState, isLoop: boolean): number {
  if (step.loop) return step.loop.items.filter((item) => item.status === "running").length;
  return Number(step.status === "running" && !isLoop);
}

function latest(claimed: ClaimedExecution, rows: StoredStep[]): number {
  const times = rows.flatMap((row) => [row.startedAt ?? 0, row.endedAt ?? 0]);
  return times.reduce((a, b) => Math.max(a, b), Math.max(claimed.createdAt, claimed.startedAt ?? 0));
}
