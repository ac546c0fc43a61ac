import type { Sql } from "../../db/client";

export interface BackfillRecord {
  id: string;
  chainId: string;
  chainName: string;
  /** Who asked for it; null: no longer there. */
  createdBy: string | null;
  fromAt: Date;
  toAt: Date;
  parallel: number;
  createdAt: Date;
  canceledAt: Date | null;
  endedAt: Date | null;
  /** How many of its moments there are, were started, go on, have succeeded, have failed in any way, and were not started. */
  total: number;
  started: number;
  active: number;
  succeeded: number;
  failed: number;
  refused: number;
}

/** Records a backfill with all its moments (epoch milliseconds), within a transaction. */
export async function insertBackfill(
  tx: Sql,
  backfill: { id: string; chainId: string; createdBy: string | null; from: number; to: number; parallel: number },
  moments: readonly number[],
): Promise<void> {
  await tx`
    insert into backfills (id, chain_id, created_by, from_at, to_at, parallel)
    values (${backfill.id}, ${backfill.chainId}, ${backfill.createdBy}, to_timestamp(${backfill.from}::float8 / 1000),
      to_timestamp(${backfill.to}::float8 / 1000), ${backfill.parallel})`;
  await tx`
    insert into backfill_runs (backfill_id, fire_at)
    select ${backfill.id}, to_timestamp(m / 1000) from unnest(${[...moments]}::float8[]) as m`;
}

/** The last backfills of a chain, newest first. */
export async function listBackfills(sql: Sql, chainId: string, limit: number): Promise<BackfillRecord[]> {
  const rows = await sql<BackfillRecord[]>`
    select b.id, b.chain_id as "chainId", c.name as "chainName", u.name as "createdBy", b.from_at as "fromAt", b.to_at as "toAt",
      b.parallel, b.created_at as "createdAt", b.canceled_at as "canceledAt", b.ended_at as "endedAt", r.*
    from backfills b join chains c on c.id = b.chain_id left join users u on u.id = b.created_by
    cross join lateral (
      select count(*)::int as total, count(r.execution_id)::int as started,
        (count(*) filter (where e.id is not null and e.ended_at is null))::int as active,
        (count(*) filter (where e.status = 'succeeded'))::int as succeeded,
        (count(*) filter (where e.status in ('failed', 'timed_out', 'canceled')))::int as failed, count(r.note)::int as refused
      from backfill_runs r left join executions e on e.id = r.execution_id where r.backfill_id = b.id) r
    where b.chain_id = ${chainId} order by b.created_at desc limit ${limit}`;
  return [...rows];
}

/** A backfill that has not ended, and how much of it goes on. */
export interface OpenBackfill {
  id: string;
  chainId: string;
  ownerId: string;
  parallel: number;
  canceled: boolean;
  active: number;
}

export async function openBackfills(sql: Sql): Promise<OpenBackfill[]> {
  const rows = await sql<OpenBackfill[]>`
    select b.id, b.chain_id as "chainId", c.owner_id as "ownerId", b.parallel, b.canceled_at is not null as canceled,
      (select count(*)::int from backfill_runs r join executions e on e.id = r.execution_id
        where r.backfill_id = b.id and e.ended_at is null) as active
    from backfills b join chains c on c.id = b.chain_id
    where b.ended_at is null order by b.created_at limit 100`;
  return [...rows];
}

/** The oldest moments that have come to nothing yet, epoch milliseconds. */
export async function unstartedMoments(sql: Sql, backfillId: string, limit: number): Promise<number[]> {
  const rows = await sql<{ at: number }[]>`
    select (extract(epoch from fire_at) * 1000)::float8 as at from backfill_runs
    where backfill_id = ${backfillId} and execution_id is null and note is null order by fire_at limit ${limit}`;
  return rows.map(({ at }) => at);
}

export async function recordBackfillRun(
  sql: Sql,
  backfillId: string,
  fireAt: number,
  outcome: { executionId: string | null; note: string | null },
): Promise<void> {
  await sql`
    update backfill_runs set execution_id = ${outcome.executionId}, note = ${outcome.note}
    where backfill_id = ${backfillId} and fire_at = to_timestamp(${fireAt}::float8 / 1000) and execution_id is null`;
}

export async function endBackfill(sql: Sql, id: string): Promise<void> {
  await sql`update backfills set ended_at = now() where id = ${id} and ended_at is null`;
}

/** No further moment of it is started; what goes on is left to end. False: it has ended already. */
export async function cancelBackfill(sql: Sql, chainId: string, id: string): Promise<boolean> {
  const rows = await sql`
    update backfills set canceled_at = now() where id = ${id} and chain_id = ${chainId} and ended_at is null and canceled_at is null
    returning id`;
  return rows.length > 0;
}
