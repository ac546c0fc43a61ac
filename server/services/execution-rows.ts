/** Rows of executions and steps as views. */
import type { JsonValue } from "../core/json";
import type { Plan, PlanStep } from "../core/plan/plan";
import type { ExecutionRecord, StepRecord } from "../store/executions";
import type { ChildRecord, ItemRecord, LoopCount } from "../store/items";
import type { ExecutionRow, ExecutionView, ItemView, LoopProgress, StepView } from "./execution-view";

const PREVIEW_CHARACTERS = 400;

const NOTHING_YET = {
  ...{ status: "pending" as const, attempt: 0, iteration: 0, reason: null, error: null, wakeAt: null },
  ...{ startedAt: null, endedAt: null, resultBytes: null, branch: null, childId: null, loop: null },
};

interface Rows {
  steps: readonly StepRecord[];
  loops: readonly LoopCount[];
  children: readonly ChildRecord[];
}

/** In the order of the plan. */
export function stepViews(plan: Plan, { steps, loops, children }: Rows): StepView[] {
  const rows = new Map(steps.map((row) => [row.stepId, row]));
  const counts = new Map(loops.map((count) => [count.stepId, count]));
  const childOf = new Map(children.map((child) => [child.stepId, child.id]));
  return plan.steps.map((step): StepView => {
    const row = rows.get(step.id);
    if (!row) return { id: step.id, ...NOTHING_YET };
    const { stepId: id, taken, resultFile: _, failures: __, ...rest } = row;
    const count = counts.get(id);
    return {
      ...{ id, ...rest, branch: branchOf(plan, step, taken), childId: row.childId ?? childOf.get(id) ?? null },
      loop: count ? progressOf(count) : null,
    };
  });
}

const progressOf = ({ total, ended, failed, asking }: LoopCount): LoopProgress => ({ total, ended, failed, asking });

function branchOf(plan: Plan, step: PlanStep, taken: number | null): StepView["branch"] {
  if (taken === null) return null;
  const goto = step.next[taken]?.goto;
  return { case: taken, goto: goto === undefined ? null : goto === "end" ? "end" : (plan.steps[goto]?.id ?? null) };
}

/** An item of a loop as if it were a step. */
export function itemStepView(stepId: string, row: ItemRecord): StepView {
  const { item: _, value: __, result: ___, resultFile: ____, ...rest } = row;
  return { id: stepId, iteration: 0, branch: null, loop: null, ...rest };
}

export function itemView({ resultFile: _, ...row }: ItemRecord): ItemView {
  return { ...row, value: preview(row.value), result: preview(row.result) };
}

function preview(value: JsonValue): JsonValue {
  const text = JSON.stringify(value);
  return text.length <= PREVIEW_CHARACTERS ? value : `${text.slice(0, PREVIEW_CHARACTERS)} …`;
}

/** The head of the view of an execution. */
export function headOf(
  record: ExecutionRecord,
): Omit<ExecutionView, "role" | "share" | "graph" | "steps" | "usualDurationMs" | "replays"> {
  const { id, chainId, chainName, versionNumber, origin, startedBy, status, withErrors, reason, params } = record;
  const { createdAt, startedAt, endedAt, priority, seq, held, concurrencyKey } = record;
  const { parentId, parentStep, parentItem, replayOf, replayFrom, taskId, isTest } = record;
  return {
    ...{ id, chainId, chainName, versionNumber, origin, startedBy, status, withErrors, reason, params },
    ...{ createdAt, startedAt, endedAt, priority, seq, taskId, isTest },
    waitsForKey: held && endedAt === null ? keyText(concurrencyKey) : null,
    parent: parentId === null ? null : { id: parentId, stepId: parentStep ?? "", item: parentItem },
    replayOf: replayOf === null ? null : { id: replayOf, from: replayFrom ?? "" },
  };
}

/** Without the chain in front of it. */
const keyText = (key: string | null): string => (key === null ? "" : key.slice(key.indexOf(":") + 1));

export function rowOf(record: ExecutionRecord): ExecutionRow {
  const { id, chainId, chainName, origin, status, withErrors, waiting, reason, createdAt, startedAt, endedAt } = record;
  const { replayOf, parentId, held } = record;
  return {
    ...{ id, chainId, chainName, origin, status, withErrors, waiting, reason, createdAt, startedAt, endedAt },
    ...{ replayOf, parentId, held: held && endedAt === null },
  };
}
