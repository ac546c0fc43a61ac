/** What the rules of the core need to know of an execution, as its rows say: for explaining, replaying and showing it. */
import type { ExplainedExecution } from "../core/execution/explain";
import { type LoopState, PENDING_STEP, type StepState } from "../core/execution/state";
import type { JsonValue } from "../core/json";
import type { Plan } from "../core/plan/plan";
import type { ExecutionRecord, StepRecord } from "../store/executions";
import type { ItemRecord, LoopCount } from "../store/items";

interface Rows {
  steps: readonly StepRecord[];
  loops?: readonly LoopCount[];
  /** By step id; without them every result is null. */
  results?: ReadonlyMap<string, JsonValue>;
}

/** By the index of the plan. */
export function stepStates(plan: Plan, { steps, loops = [], results }: Rows): StepState[] {
  const rows = new Map(steps.map((row) => [row.stepId, row]));
  const counts = new Map(loops.map((count) => [count.stepId, count]));
  return plan.steps.map(({ id }) => {
    const row = rows.get(id);
    if (!row) return PENDING_STEP;
    const { stepId: _, resultBytes: __, resultFile: ___, error, ...facts } = row;
    const count = counts.get(id);
    const loop = count && row.endedAt === null ? loopOf(count) : null;
    return { ...facts, loop, error: error as StepState["error"], result: results?.get(id) ?? null };
  });
}

/** The numbers of a loop; its items are not read. */
function loopOf({ total, begun, ended }: LoopCount): LoopState {
  const list = Array.from({ length: total }, () => null);
  return { list, items: list.map(() => PENDING_STEP), begun, active: begun - ended };
}

/** An execution as `explain` wants it. */
export function explained(
  { status, held, ending }: Pick<ExecutionRecord, "status" | "held" | "ending">,
  steps: readonly StepState[],
): ExplainedExecution {
  return { status, held, ending, steps };
}

/** The same with one item of a step's loop in its place. */
export function withItem(
  execution: ExplainedExecution,
  index: number,
  { item, status, attempt, reason, error, wakeAt, startedAt, endedAt }: ItemRecord,
): ExplainedExecution {
  const steps = [...execution.steps];
  const step = steps[index] ?? PENDING_STEP;
  const entry: StepState = {
    ...PENDING_STEP,
    ...{ status, attempt, reason, wakeAt, startedAt, endedAt },
    error: error as StepState["error"],
  };
  const items: StepState[] = [];
  items[item] = entry;
  steps[index] = { ...step, loop: { list: [], items, begun: item + 1, active: 0 } };
  return { ...execution, steps };
}
