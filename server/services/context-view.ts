import { producerOf } from "../core/execution/outcome";
import type { StepState } from "../core/execution/state";
import { isStepEnded } from "../core/execution/states";
import type { JsonValue } from "../core/json";
import type { Plan } from "../core/plan/plan";
import type { ExecutionRecord, listResults } from "../store/executions";

/** One thing that later steps can read. */
export interface ContextEntry {
  key: string;
  stepId: string | null;
  /** Long values are cut. */
  value: JsonValue;
  bytes: number;
  /** Epoch ms at which it was there. */
  at: number | null;
  state: "ready" | "growing" | "missing";
  note: string | null;
}

const PREVIEW_BYTES = 4_000;

type ResultRow = Awaited<ReturnType<typeof listResults>>[number];

/**
 * The context in the order in which it grew: parameters first, then results, then what is still to come. A step that stands by has
 * no place of its own: what it gives is the result of the step that it stands in for.
 */
export function contextEntries(
  plan: Plan,
  execution: ExecutionRecord,
  rows: readonly ResultRow[],
  states: readonly StepState[],
): ContextEntry[] {
  const byId = new Map(rows.map((row) => [row.stepId, row]));
  const steps = plan.steps.flatMap((step, index): ContextEntry[] => {
    if (step.role !== "step") return [];
    const row = byId.get(step.id);
    const producer = plan.steps[producerOf(plan, states, index)];
    const entries = [row?.error && isStepEnded(row.status) ? errorEntry(step.id, row, row.error) : null];
    if (producer && producer !== step) {
      const note = `from ${producer.id}`;
      entries.push({ ...resultEntry(step.outputKey, byId.get(producer.id)), stepId: step.id, note });
    } else if (!row?.error || !isStepEnded(row.status)) {
      entries.push({ ...resultEntry(step.outputKey, row), stepId: step.id });
    }
    return entries.filter((entry) => entry !== null);
  });
  const params: ContextEntry = {
    ...{ key: "params", stepId: null, value: execution.params, at: execution.createdAt, state: "ready", note: null },
    bytes: JSON.stringify(execution.params).length,
  };
  return [params, ...steps.sort((a, b) => (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE))];
}

function resultEntry(key: string, row: ResultRow | undefined): ContextEntry {
  const base = { key, stepId: null, value: null, bytes: 0, at: null };
  if (!row) return { ...base, state: "missing", note: "not yet" };
  if (!isStepEnded(row.status))
    return { ...base, state: row.status === "running" ? "growing" : "missing", note: row.status };
  if (row.status !== "succeeded") return { ...base, at: row.endedAt, state: "missing", note: row.status };
  const bytes = row.resultBytes ?? 0;
  return { ...base, value: preview(row.result, bytes), bytes, at: row.endedAt, state: "ready", note: null };
}

function errorEntry(
  stepId: string,
  row: ResultRow,
  { code, message }: { code: string; message: string },
): ContextEntry {
  const value = { code, message };
  const bytes = JSON.stringify(value).length;
  return { key: `errors.${stepId}`, stepId, value, bytes, at: row.endedAt, state: "ready", note: null };
}

function preview(value: JsonValue, bytes: number): JsonValue {
  return bytes <= PREVIEW_BYTES ? value : `${JSON.stringify(value).slice(0, PREVIEW_BYTES)} …`;
}
