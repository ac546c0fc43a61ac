import type { Sql } from "../../db/client";
import { isExecutionEnded } from "../core/execution/states";
import { reachOf } from "../store/access";
import type { ChartRow, ExecutionFilter } from "../store/execution-list";
import { type Actor, userIdOf } from "./actor";

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
}

/** A list that is empty narrows nothing. */
const some = (words: string[] | undefined): string[] | null => (words && words.length > 0 ? words : null);

export async function storeFilter(sql: Sql, actor: Actor, filter: ExecutionListFilter): Promise<ExecutionFilter> {
  const userId = userIdOf(actor);
  const reach = userId === null ? null : await reachOf(sql, userId);
  const { chainId = null, tag = null, since = null, until = null, tests = false } = filter;
  return {
    ...{ reach, chainId, tag, since, until, tests },
    ...{ status: some(filter.status), origin: some(filter.origin), search: filter.search?.trim() || null },
  };
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
