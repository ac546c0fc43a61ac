import type { ActivityRow, ChainListRow, RecentExecution } from "../store/chain-list";
import type { ActivityView, ChainRow } from "./chain-view";

const SHOWN = 16;
const HOUR_MS = 3_600_000;

/** A row of the chain list from its record and its last executions, newest first. */
export function chainRow(row: ChainListRow, recent: RecentExecution[]): ChainRow {
  const newestFirst = [...recent].sort((a, b) => a.place - b.place);
  const ended = newestFirst.filter((entry) => entry.endedAt !== null);
  const last = newestFirst[0];
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    tags: row.tags,
    status: row.status,
    version: row.latestVersion,
    role: row.role,
    owner: row.owner,
    hasDraft: row.hasDraft,
    lastExecution: last
      ? {
          id: last.id,
          status: last.status,
          withErrors: last.withErrors,
          waiting: last.waiting,
          reason: last.reason,
          createdAt: last.createdAt.getTime(),
          startedAt: last.startedAt?.getTime() ?? null,
          endedAt: last.endedAt?.getTime() ?? null,
        }
      : null,
    recent: newestFirst
      .slice(0, SHOWN)
      .reverse()
      .map((entry) => ({
        id: entry.id,
        status: entry.status,
        withErrors: entry.withErrors,
        durationMs: entry.startedAt && entry.endedAt ? entry.endedAt.getTime() - entry.startedAt.getTime() : null,
      })),
    successRate: ended.length > 0 ? ended.filter((entry) => entry.status === "succeeded").length / ended.length : null,
    nextRunAt: row.nextRunAt?.getTime() ?? null,
    schedulePaused: row.schedulePaused,
    updatedAt: row.updatedAt.getTime(),
  };
}

/** 24 buckets of an hour, the last one the current hour. */
export function activityView(
  rows: ActivityRow[],
  upcoming: { id: string; name: string; at: Date }[],
  now: number,
): ActivityView {
  const lastHour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const buckets = Array.from({ length: 24 }, (_, index) => ({
    startAt: lastHour - (23 - index) * HOUR_MS,
    ...{ succeeded: 0, failed: 0, timedOut: 0, canceled: 0, running: 0 },
  }));
  const counts = { succeeded: 0, failed: 0, timedOut: 0, canceled: 0, running: 0 };
  for (const row of rows) {
    const key = countedAs(row.status);
    counts[key] += row.count;
    const bucket = buckets.find((entry) => entry.startAt === row.hour.getTime());
    if (bucket) bucket[key] += row.count;
  }
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    counts,
    buckets,
    upcoming: upcoming.map(({ id, name, at }) => ({ chainId: id, chainName: name, at: at.getTime() })),
  };
}

function countedAs(status: ActivityRow["status"]): "succeeded" | "failed" | "timedOut" | "canceled" | "running" {
  if (status === "succeeded" || status === "failed" || status === "canceled") return status;
  return status === "timed_out" ? "timedOut" : "running";
}
