/** Counters and histograms, bounded in number: whatever does not fit is refused, so that a template in a tag cannot fill the disk. */
import type { Sql } from "../../db/client";
import type { MetricKind } from "../core/hooks/words";
import { canonicalJson } from "../core/plan/hash";

/** Series of one person. */
const MAX_SERIES = 1_000;
/** Upper bounds of the buckets of a histogram; the last bucket has none. */
export const BUCKETS = [1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000] as const;

export interface Measurement {
  /** Null: the program's own, or the operator's. */
  userId: string | null;
  name: string;
  labels: Readonly<Record<string, string>>;
  kind: MetricKind;
  values: readonly number[];
}

/** Adds measurements of one series. `full`: its series would be one too many; `other_kind`: the name is of the other kind. */
export async function measure(sql: Sql, one: Measurement): Promise<"ok" | "full" | "other_kind"> {
  const { userId, name, kind, values } = one;
  const owner = userId ?? "";
  const labels = canonicalJson(one.labels);
  const sum = values.reduce((all, value) => all + value, 0);
  const text = `{${bucketsOf(kind, values).join(",")}}`;
  const rows = await sql<{ kind: MetricKind | null; written: boolean }[]>`
    with known as (
      select kind from hook_metrics where coalesce(user_id::text, '') = ${owner} and name = ${name} limit 1
    ), room as (
      select exists (select from hook_metrics where coalesce(user_id::text, '') = ${owner} and name = ${name} and labels = ${labels})
        or (select count(*) from hook_metrics where coalesce(user_id::text, '') = ${owner}) < ${MAX_SERIES} as ok
    ), written as (
      insert into hook_metrics (user_id, name, labels, kind, sum, count, buckets)
      select ${userId}::uuid, ${name}, ${labels}, ${kind}, ${sum}::float8, ${values.length}::float8, ${text}::float8[] from room
      where ok and coalesce((select kind from known), ${kind}) = ${kind}
      on conflict (coalesce(user_id::text, ''), name, labels) do update set sum = hook_metrics.sum + excluded.sum,
        count = hook_metrics.count + excluded.count, updated_at = now(),
        buckets = array(select a + b from unnest(hook_metrics.buckets, excluded.buckets) as x(a, b))
      returning 1
    )
    select (select kind from known) as kind, exists (select from written) as written`;
  const row = rows[0];
  if (row?.written) return "ok";
  return row?.kind && row.kind !== kind ? "other_kind" : "full";
}

const bucketsOf = (kind: MetricKind, values: readonly number[]): number[] =>
  kind === "histogram" ? BUCKETS.map((bound) => values.filter((value) => value <= bound).length) : [];

export interface MetricRow {
  userId: string | null;
  name: string;
  labels: Record<string, string>;
  kind: MetricKind;
  sum: number;
  count: number;
  buckets: number[];
}

/** All series; with `userId` those of one person. */
export async function listMetrics(sql: Sql, userId?: string | null): Promise<MetricRow[]> {
  const rows = await sql<(Omit<MetricRow, "labels"> & { labels: string })[]>`
    select user_id as "userId", name, labels, kind, sum, count, buckets from hook_metrics
    where ${userId === undefined ? sql`true` : sql`user_id is not distinct from ${userId}`} order by name, labels limit 20000`;
  return rows.map((row) => ({ ...row, labels: JSON.parse(row.labels) as Record<string, string> }));
}

/** Values that a process has counted of one of the program's own series. */
export interface CountedSeries {
  name: string;
  kind: MetricKind;
  labels: Readonly<Record<string, string>>;
  values: number[];
}

/** Adds what a process has counted to the numbers of all. */
export async function addCounts(sql: Sql, series: readonly CountedSeries[]): Promise<void> {
  for (const { name, kind, labels, values } of series) {
    const sum = values.reduce((all, value) => all + value, 0);
    const buckets = bucketsOf(kind, values);
    await sql`
      insert into hook_metrics (user_id, name, labels, kind, sum, count, buckets)
      values (null, ${name}, ${canonicalJson(labels)}, ${kind}, ${sum}, ${values.length}, ${`{${buckets.join(",")}}`}::float8[])
      on conflict (coalesce(user_id::text, ''), name, labels) do update set sum = hook_metrics.sum + excluded.sum,
        count = hook_metrics.count + excluded.count, updated_at = now(),
        buckets = array(select a + b from unnest(hook_metrics.buckets, excluded.buckets) as x(a, b))`;
  }
}
