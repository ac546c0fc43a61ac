import type { Sql } from "../../db/client";
import type { ExecutionStatus } from "../core/execution/states";
import { insertNotification, type NotificationNote } from "./notifications";

/** A scheduled run that has ended and is not counted yet. */
export interface EndedFire {
  chainId: string;
  chainName: string;
  ownerId: string;
  /** Of the newest version. */
  source: string;
  /** Epoch milliseconds. */
  fireAt: number;
  executionId: string;
  /** Null: it was deleted before it was counted. */
  status: ExecutionStatus | null;
}

export async function endedFires(sql: Sql): Promise<EndedFire[]> {
  const rows = await sql<EndedFire[]>`
    select f.chain_id as "chainId", c.name as "chainName", c.owner_id as "ownerId", v.source,
      (extract(epoch from f.fire_at) * 1000)::float8 as "fireAt", f.execution_id as "executionId", e.status
    from schedule_fires f
    left join executions e on e.id = f.execution_id
    join chains c on c.id = f.chain_id
    join chain_versions v on v.chain_id = c.id and v.number = c.latest_version
    where f.execution_id is not null and f.outcome is null and (e.id is null or e.ended_at is not null)
    order by coalesce(e.ended_at, f.fire_at) limit 100`;
  return [...rows];
}

/**
 * Counts one end, once whichever process does it. With the failure that makes it `limit` in a row the schedule stops and its owner is
 * told, in the same transaction; true: it has.
 */
export async function recordEnd(
  sql: Sql,
  { chainId, fireAt, status }: EndedFire,
  end: { failed: boolean; counts: boolean; limit: number | null },
  stop: { why: string; notification: NotificationNote },
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const counted = await tx`
      update schedule_fires set outcome = ${status ?? "deleted"}
      where chain_id = ${chainId} and fire_at = to_timestamp(${fireAt}::float8 / 1000) and outcome is null returning chain_id`;
    if (counted.length === 0 || !end.counts) return false;
    const rows = await tx<{ failures: number; paused: boolean }[]>`
      update chains set schedule_failures = case when ${end.failed} then schedule_failures + 1 else 0 end
      where id = ${chainId} returning schedule_failures as failures, schedule_paused_at is not null as paused`;
    const [now] = rows;
    if (!end.failed || !now || now.paused || end.limit === null || now.failures < end.limit) return false;
    await tx`
      update chains set schedule_paused_at = now(), schedule_paused_why = ${stop.why}, next_run_at = null where id = ${chainId}`;
    await insertNotification(tx, stop.notification);
    return true;
  });
}
