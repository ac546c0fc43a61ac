import type { Sql } from "../../db/client";
import { isExecutionEnded } from "../core/execution/states";
import { executionRoles, reachOf, type Whose } from "../store/access";
import type { ChartRow, ExecutionFilter } from "../store/execution-list";
import { type Actor, userIdOf } from "./actor";
import type { ExecutionListRow, ExecutionRow } from "./execution-view";

/** What a list of executions can be narrowed to; all of it holds at once. */
export interface ExecutionListFilter {
  chainId?: string;
  status?: string[];
  origin?: string[];
  /** Of their chains. */
  tag?: string;
  search?: string;
  /** Epoch milliseconds. */
  since?: number;
  until?: number;
  /** Test runs only; else none of them. */
  tests?: boolean;
  /** One's own, or of chains, tasks and executions that were shared with one. */
  whose?: Whose;
}

/** A list that is empty narrows nothing. */
const some = (words: string[] | undefined): string[] | null => (words && words.length > 0 ? words : null);

export async function storeFilter(sql: Sql, actor: Actor, filter: ExecutionListFilter): Promise<ExecutionFilter> {
  const userId = userIdOf(actor);
  const reach = userId === null ? null : { ...(await reachOf(sql, userId)), whose: filter.whose ?? "all" };
  const { chainId = null, tag = null, since = null, until = null, tests = false } = filter;
  return {
    ...{ reach, chainId, tag, since, until, tests },
    ...{ status: some(filter.status), origin: some(filter.origin), search: filter.search?.trim() || null },
  };
}

/** With what the reader may do with each. Whoever shows a list lets people do only that. */
export async function withRoles(sql: Sql, actor: Actor, rows: readonly ExecutionRow[]): Promise<ExecutionListRow[]> {
  const userId = userIdOf(actor);
  if (userId === null) return rows.map((row) => ({ ...row, role: "owner" }));
  const roles = await executionRoles(
    sql,
    rows.map(({ id }) => id),
    userId,
  );
  return rows.map((row) => ({ ...row, role: roles.get(row.id) ?? "viewer" }));
}

/** How many executions stand how. `partial` succeeded although a step failed. */
export type ChartCounts = Partial<
  Record<"running" | "queued" | "paused" | "succeeded" | "partial" | "failed" | "timed_out" | "canceled", number>
>;

export interface ExecutionChart {
  since: number;
  until: number;
  /** Equal stretches of time, the oldest first. */
  buckets: ChartCounts[];
  counts: ChartCounts;
  total: number;
}

export function chartOf(
  rows: readonly ChartRow[],
  { since, until, buckets: size }: { since: number; until: number; buckets: number },
): ExecutionChart {
  const buckets: ChartCounts[] = Array.from({ length: size }, () => ({}));
  const counts: ChartCounts = {};
  for (const { bucket, status, withErrors, count } of rows) {
    const stands = isExecutionEnded(status) && status === "succeeded" && withErrors ? "partial" : status;
    for (const into of [buckets[bucket], counts]) if (into) into[stands] = (into[stands] ?? 0) + count;
  }
  return { since, until, buckets, counts, total: rows.reduce((sum, { count }) => sum + count, 0) };
}
