import { dayKey, dayTitle } from "@/components/shared/format";
import { isExecutionEnded } from "@/server/core/execution/states";
import type { ExecutionRow } from "@/server/services/execution-view";

export interface ExecutionGroup {
  key: string;
  title: string;
  about: string;
  rows: ExecutionRow[];
}

/** What is still open comes first, under "Now"; the rest by local day. The order within a group stays. */
export function groupExecutions(rows: readonly ExecutionRow[], now: number): ExecutionGroup[] {
  const open = rows.filter((row) => !isExecutionEnded(row.status));
  const groups: ExecutionGroup[] =
    open.length > 0 ? [{ key: "now", title: "Now", about: openWords(open), rows: open }] : [];
  for (const row of rows) {
    if (!isExecutionEnded(row.status)) continue;
    const key = dayKey(row.createdAt);
    const known = groups.find((group) => group.key === key);
    if (known) known.rows.push(row);
    else {
      const { name, date } = dayTitle(row.createdAt, now);
      groups.push({ key, title: name, about: date, rows: [row] });
    }
  }
  return groups;
}

function openWords(rows: readonly ExecutionRow[]): string {
  const count = (status: ExecutionRow["status"]) => rows.filter((row) => row.status === status).length;
  const words = [
    [count("running"), "running"],
    [count("paused"), "paused"],
    [count("queued"), "queued"],
  ] as const;
  return words
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(", ");
}
