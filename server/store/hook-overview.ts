/** How deliveries stand as a whole: hosts with their breakers, the last day by the hour, what went to no host. */
import type { Sql } from "../../db/client";
import { type Viewer, visible } from "./hook-visible";

/** A host that got something, with its breaker. */
export interface HostRow {
  host: string;
  failures: number;
  openedAt: number | null;
  openUntil: number | null;
  lastError: string | null;
  delivered: number;
  failed: number;
  waiting: number;
  /** Of the last tries, in milliseconds; null: none was tried. */
  p95: number | null;
}

/** The hosts of the last day that the viewer's deliveries went to. */
export async function listHosts(sql: Sql, viewer: Viewer): Promise<HostRow[]> {
  const rows = await sql<HostRow[]>`
    select d.host, coalesce(h.failures, 0) as failures, (extract(epoch from h.opened_at) * 1000)::float8 as "openedAt",
      (extract(epoch from h.open_until) * 1000)::float8 as "openUntil", h.last_error as "lastError",
      count(*) filter (where d.state = 'delivered')::int as delivered,
      count(*) filter (where d.state in ('gave_up', 'refused'))::int as failed, count(*) filter (where d.state = 'waiting')::int as waiting,
      percentile_cont(0.95) within group (order by (d.tries->-1->>'ms')::float8) as p95
    from hook_deliveries d join hook_moments m on m.id = d.moment_id left join hook_hosts h on h.host = d.host
    where d.host is not null and (d.created_at > now() - interval '1 day' or d.next_at is not null) and ${visible(sql, viewer)}
    group by d.host, h.failures, h.opened_at, h.open_until, h.last_error
    order by h.open_until is null, count(*) desc limit 12`;
  return [...rows];
}

/** What hooks without a network did in the last day. */
export async function countInside(sql: Sql, viewer: Viewer): Promise<{ delivered: number; failed: number }> {
  const rows = await sql<{ delivered: number; failed: number }[]>`
    select count(*) filter (where d.state = 'delivered')::int as delivered,
      count(*) filter (where d.state in ('gave_up', 'refused'))::int as failed
    from hook_deliveries d join hook_moments m on m.id = d.moment_id
    where d.type <> 'webhook' and d.created_at > now() - interval '1 day' and ${visible(sql, viewer)}`;
  return rows[0] ?? { delivered: 0, failed: 0 };
}

export interface HourCount {
  /** Epoch milliseconds of its begin. */
  at: number;
  delivered: number;
  failed: number;
  waiting: number;
  /** Of the last tries, in milliseconds; null: nothing was tried. */
  p95: number | null;
}

/** Deliveries of each hour since a time, for the chart. Hours without any are not there. */
export async function countByHour(sql: Sql, viewer: Viewer, since: number): Promise<HourCount[]> {
  const rows = await sql<HourCount[]>`
    select (extract(epoch from date_trunc('hour', d.created_at)) * 1000)::float8 as at,
      count(*) filter (where d.state = 'delivered')::int as delivered,
      count(*) filter (where d.state in ('gave_up', 'refused'))::int as failed,
      count(*) filter (where d.state in ('waiting', 'sending'))::int as waiting,
      percentile_cont(0.95) within group (order by (d.tries->-1->>'ms')::float8) as p95
    from hook_deliveries d join hook_moments m on m.id = d.moment_id
    where d.created_at >= to_timestamp(${since}::float8 / 1000) and ${visible(sql, viewer)} group by 1 order by 1`;
  return [...rows];
}

/** Whether one of the viewer's deliveries went to a host. */
export async function usesHost(sql: Sql, viewer: Viewer, host: string): Promise<boolean> {
  const rows = await sql`
    select from hook_deliveries d join hook_moments m on m.id = d.moment_id where d.host = ${host} and ${visible(sql, viewer)} limit 1`;
  return rows.length > 0;
}
