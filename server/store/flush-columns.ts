/** What a flush writes, column by column. */
import type { ExecutionWrite, StepWrite } from "./flush";
import type { HistoryRow } from "./history-rows";
import { jsonText } from "./json-text";
import type { Column } from "./row-set";
import { START_COLUMNS } from "./start-values";

/** An execution whose row stays as it is. */
export const PLAIN_COLUMNS: readonly Column<ExecutionWrite>[] = [
  { name: "id", type: "line", of: (w) => w.id },
  { name: "fence", type: "int", of: (w) => w.fence },
  { name: "prev_seq", type: "int", of: (w) => w.prevSeq },
];

/** An execution that is there already. */
export const CHANGE_COLUMNS: readonly Column<ExecutionWrite>[] = [
  { name: "id", type: "line", of: (w) => w.id },
  { name: "fence", type: "int", of: (w) => w.fence },
  { name: "prev_seq", type: "int", of: (w) => w.prevSeq },
  { name: "seq", type: "int", of: (w) => w.seq },
  { name: "status", type: "line", of: (w) => w.status },
  { name: "started_at", type: "float8", as: "time", of: (w) => w.startedAt },
  { name: "progressed", type: "int", empty: 0, group: "progress", of: (w) => Number(w.progressed) },
  { name: "deadline_at", type: "float8", as: "time", group: "deadline", of: (w) => w.deadlineAt },
  // The driver of the database takes an array of booleans for one boolean: they travel as 0 and 1.
  { name: "with_errors", type: "int", as: "boolean", group: "end", of: (w) => Number(w.withErrors) },
  { name: "reason", type: "line", as: "jsonb", group: "end", of: (w) => jsonText(w.reason) },
  { name: "ending", type: "line", as: "jsonb", group: "end", of: (w) => jsonText(w.ending) },
  { name: "released", type: "int", empty: 0, group: "end", of: (w) => Number(w.release) },
  { name: "wake_at", type: "float8", as: "time", group: "end", of: (w) => w.wakeAt },
  { name: "ended_at", type: "float8", as: "time", group: "end", of: (w) => w.endedAt },
];

/** Those of them that an execution's row has. */
export const CHANGED = ["seq", "status", "started_at", "deadline_at", "reason", "ending", "wake_at", "ended_at"];

/** An execution that begins with this write, driven by who writes. */
export const BEGIN_COLUMNS: readonly Column<ExecutionWrite>[] = [
  ...START_COLUMNS.filter(({ name }) => name !== "wake_at").map((column) => ({
    ...column,
    of: (write: ExecutionWrite) => (write.begin ? column.of(write.begin) : null),
  })),
  ...CHANGE_COLUMNS.filter(({ name }) => ["fence", "with_errors", ...CHANGED].includes(name)),
];

/** A step with the execution that it belongs to. */
export interface Owned<Write> {
  execution: string;
  row: Write;
}

export const HISTORY_COLUMNS: readonly Column<HistoryRow>[] = [
  { name: "execution_id", type: "line", of: (row) => row.execution },
  { name: "seq", type: "int", of: (row) => row.seq },
  { name: "events", type: "line", of: (row) => row.events },
  { name: "running", type: "line", of: (row) => row.running },
];

export const STEP_KEY = ["execution_id", "step_id", "item"];
export const STEP_COLUMNS: readonly Column<Owned<StepWrite>>[] = [
  { name: "execution_id", type: "line", of: (x) => x.execution },
  { name: "step_id", type: "line", of: ({ row }) => row.stepId },
  { name: "item", type: "int", empty: -1, group: "loop", of: ({ row }) => row.item },
  { name: "status", type: "line", of: ({ row }) => row.status },
  { name: "attempt", type: "int", of: ({ row }) => row.attempt },
  { name: "failures", type: "int", empty: 0, group: "failures", of: ({ row }) => row.failures },
  { name: "started_at", type: "float8", as: "time", of: ({ row }) => row.startedAt },
  { name: "result", type: "line", as: "jsonb", group: "end", of: ({ row }) => row.result },
  { name: "result_bytes", type: "int", group: "end", of: ({ row }) => row.resultBytes },
  { name: "ended_at", type: "float8", as: "time", group: "end", of: ({ row }) => row.endedAt },
  { name: "reason", type: "line", as: "jsonb", group: "reason", of: ({ row }) => jsonText(row.reason) },
  { name: "error", type: "line", as: "jsonb", group: "reason", of: ({ row }) => jsonText(row.error) },
  { name: "wake_at", type: "float8", as: "time", group: "reason", of: ({ row }) => row.wakeAt },
  { name: "iteration", type: "int", empty: 0, group: "rare", of: ({ row }) => row.iteration },
  { name: "taken", type: "int", group: "rare", of: ({ row }) => row.taken },
  { name: "child_id", type: "text", group: "rare", of: ({ row }) => row.childId },
  { name: "items", type: "line", as: "jsonb", kept: true, group: "rare", of: ({ row }) => row.items },
  { name: "result_file", type: "text", group: "rare", of: ({ row }) => row.resultFile },
  { name: "browser", type: "line", as: "jsonb", kept: true, group: "rare", of: ({ row }) => row.browser },
];
