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

/** The context in the order in which it grew: parameters first, then results, then what is still to come. */
export function contextEntries(
  plan: Plan,
  execution: ExecutionRecord,
  rows: Awaited<ReturnType<typeof listResults>>,
): ContextEntry[] {
  const byId = new Map(rows.map((row) => [row.stepId, row]));
  const steps = plan.steps.map((step): ContextEntry => {
    const row = byId.get(step.id);
    const base = { key: step.outputKey, stepId: step.id, value: null, bytes: 0, at: null };
    if (!row) return { ...base, state: "missing", note: "not yet" };
    if (!isStepEnded(row.status))
      return { ...base, state: row.status === "running" ? "growing" : "missing", note: row.status };
    if (row.status === "succeeded") {
      const bytes = row.resultBytes ?? 0;
      return { ...base, value: preview(row.result, bytes), bytes, at: row.endedAt, state: "ready", note: null };
    }
    if (row.error) {
      const value = { code: row.error.code, message: row.error.message };
      return {
        ...base,
        key: `errors.${step.id}`,
        value,
        bytes: JSON.stringify(value).length,
        at: row.endedAt,
        state: "ready",
        note: null,
      };
    }
    return { ...base, at: row.endedAt, state: "missing", note: row.status };
  });
  const params: ContextEntry = {
    ...{ key: "params", stepId: null, value: execution.params, at: execution.createdAt, state: "ready", note: null },
    bytes: JSON.stringify(execution.params).length,
  };
  return [params, ...steps.sort((a, b) => (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE))];
}

function preview(value: JsonValue, bytes: number): JsonValue {
  return bytes <= PREVIEW_BYTES ? value : `${JSON.stringify(value).slice(0, PREVIEW_BYTES)} …`;
}
