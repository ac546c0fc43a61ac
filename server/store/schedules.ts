import type { Sql } from "../../db/client";

export interface DueChain {
  id: string;
  ownerId: string;
  latestVersion: number;
  source: string;
  /** Epoch milliseconds. */
  dueAt: number;
}

/** Chains whose schedule has a moment in the past. Of a person who is disabled nothing fires. */
export async function dueChains(sql: Sql, limit: number): Promise<DueChain[]> {
  const rows = await sql<DueChain[]>`
    select c.id, c.owner_id as "ownerId", c.latest_version as "latestVersion", v.source,
      (extract(epoch from c.next_run_at) * 1000)::float8 as "dueAt"
    from chains c join chain_versions v on v.chain_id = c.id and v.number = c.latest_version
    join users u on u.id = c.owner_id and u.status = 'active'
    where c.next_run_at <= now() and c.status = 'active' and c.deleted_at is null order by c.next_run_at limit ${limit}`;
  return [...rows];
}

/**
 * Takes one moment of a schedule; false when another process has. Moves the chain on to its next moment. With a note, the
 * moment is done with: nothing is started for it. One statement: a process that is frozen in the middle holds no lock for which the
 * schedules of all others would wait.
 */
export async function takeFire(
  sql: Sql,
  chainId: string,
  dueAt: number,
  outcome: { nextAt: number | null; startAt: number | null; note: string | null },
): Promise<boolean> {
  const { nextAt, startAt, note } = outcome;
  const fired = await sql`
    with moved as (
      update chains set next_run_at = to_timestamp(${nextAt}::float8 / 1000)
      where id = ${chainId} and next_run_at = to_timestamp(${dueAt}::float8 / 1000) returning id
    )
    insert into schedule_fires (chain_id, fire_at, start_at, note)
    select id, to_timestamp(${dueAt}::float8 / 1000), to_timestamp(${startAt}::float8 / 1000),
      ${note === null ? null : JSON.stringify(note)}::text::jsonb from moved
    on conflict do nothing returning chain_id`;
  return fired.length > 0;
}

export interface UnstartedFire {
  chainId: string;
  ownerId: string;
  /** Of the newest version. */
  source: string;
  fireAt: number;
}

/**
 * Moments that were taken and have no execution yet, of each chain the oldest: their process ended in between, or they wait for
 * the run before them.
 */
export async function unstartedFires(sql: Sql): Promise<UnstartedFire[]> {
  const rows = await sql<UnstartedFire[]>`
    select f.chain_id as "chainId", c.owner_id as "ownerId", v.source, (extract(epoch from f.fire_at) * 1000)::float8 as "fireAt"
    from (select distinct on (chain_id) chain_id, fire_at from schedule_fires
          where execution_id is null and note is null and (start_at is null or start_at <= now()) order by chain_id, fire_at) f
    join chains c on c.id = f.chain_id join users u on u.id = c.owner_id and u.status = 'active'
    join chain_versions v on v.chain_id = c.id and v.number = c.latest_version
    order by f.fire_at limit 100`;
  return [...rows];
}

/** How many moments of a chain wait to be started. */
export async function countWaiting(sql: Sql, chainId: string): Promise<number> {
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from schedule_fires where chain_id = ${chainId} and execution_id is null and note is null`;
  return rows[0]?.count ?? 0;
}

export async function recordFire(
  sql: Sql,
  chainId: string,
  fireAt: number,
  outcome: { executionId: string | null; note: string | null },
): Promise<void> {
  await sql`
    update schedule_fires set execution_id = ${outcome.executionId}, note = ${outcome.note === null ? null : JSON.stringify(outcome.note)}::text::jsonb
    where chain_id = ${chainId} and fire_at = to_timestamp(${fireAt}::float8 / 1000)`;
}

/** Executions of the chain that have not ended; `ends`: one is being ended already. Test runs keep nothing waiting. */
export async function activeExecutions(sql: Sql, chainId: string): Promise<{ id: string; ends: boolean }[]> {
  const rows = await sql<{ id: string; ends: boolean }[]>`
    select id, (ending is not null or exists (
      select 1 from execution_commands c where c.execution_id = executions.id and c.command = 'cancel')) as ends
    from executions where chain_id = ${chainId} and ended_at is null and not is_test order by created_at limit 100`;
  return [...rows];
}
