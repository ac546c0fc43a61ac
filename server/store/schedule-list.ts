import type { Sql } from "../../db/client";
import type { ExecutionStatus } from "../core/execution/states";
import { ownedOrShared, roleColumn } from "./access";

export interface ScheduledChain {
  id: string;
  name: string;
  role: "viewer" | "runner" | "editor" | "owner";
  status: "active" | "paused" | "archived";
  latestVersion: number;
  /** Of the newest version; not every one of these has a schedule. */
  source: string;
  nextRunAt: Date | null;
  pausedAt: Date | null;
  pausedWhy: string | null;
  /** Scheduled runs in a row that failed. */
  failures: number;
  lastStatus: ExecutionStatus | null;
  lastId: string | null;
  lastAt: Date | null;
  /** Median of the last runs that have ended, in milliseconds. */
  usualMs: number | null;
}

/** Chains whose text has a schedule, or at least the word; archived ones do not run. */
export async function chainsWithSchedule(
  sql: Sql,
  userId: string,
  chainId: string | null = null,
): Promise<ScheduledChain[]> {
  const rows = await sql<ScheduledChain[]>`
    select c.id, c.name, ${roleColumn(sql, "chain", userId)} as role, c.status, c.latest_version as "latestVersion", v.source,
      c.next_run_at as "nextRunAt", c.schedule_paused_at as "pausedAt", c.schedule_paused_why as "pausedWhy",
      c.schedule_failures as failures, last.status as "lastStatus", last.id as "lastId", last.at as "lastAt", usual.ms as "usualMs"
    from chains c
    join chain_versions v on v.chain_id = c.id and v.number = c.latest_version
    left join lateral (
      select e.id, e.status, e.created_at as at from executions e
      where e.chain_id = c.id and not e.is_test order by e.created_at desc limit 1) last on true
    left join lateral (
      select (percentile_cont(0.5) within group (order by extract(epoch from r.ended_at - r.started_at)) * 1000)::float8 as ms
      from (select started_at, ended_at from executions e
        where e.chain_id = c.id and not e.is_test and ended_at is not null and started_at is not null
        order by e.created_at desc limit 20) r) usual on true
    where ${ownedOrShared(sql, "chain", userId, "all")} and c.deleted_at is null and c.status <> 'archived'
      and v.source like '%schedule%' and (${chainId}::uuid is null or c.id = ${chainId})
    order by c.next_run_at nulls last, c.name limit 500`;
  return [...rows];
}

/** Stops its moments, with the reason; or lets them come again from `nextAt` on, with no failures counted. */
export async function setSchedulePaused(
  sql: Sql,
  chainId: string,
  change: { why: string } | { nextAt: number | null },
): Promise<void> {
  if ("why" in change) {
    await sql`
      update chains set schedule_paused_at = now(), schedule_paused_why = ${change.why}, next_run_at = null
      where id = ${chainId} and schedule_paused_at is null`;
    return;
  }
  await sql`
    update chains set schedule_paused_at = null, schedule_paused_why = null, schedule_failures = 0,
      next_run_at = case when status = 'active' then to_timestamp(${change.nextAt}::float8 / 1000) end
    where id = ${chainId}`;
}

export interface FireRow {
  at: Date;
  /** With jitter: when it starts. */
  startAt: Date | null;
  executionId: string | null;
  status: ExecutionStatus | null;
  /** Why it did not start. */
  note: string | null;
}

/** The last moments of a chain's schedule, and what came of each. */
export async function listFires(sql: Sql, chainId: string, limit: number): Promise<FireRow[]> {
  const rows = await sql<FireRow[]>`
    select f.fire_at as at, f.start_at as "startAt", f.execution_id as "executionId", e.status, f.note #>> '{}' as note
    from schedule_fires f left join executions e on e.id = f.execution_id
    where f.chain_id = ${chainId} order by f.fire_at desc limit ${limit}`;
  return [...rows];
}
