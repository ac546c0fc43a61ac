/** Executions that are old enough to be forgotten. What goes is only what has ended, and what nothing that goes on refers to. */
import type { Sql } from "../../db/client";

export interface Keep {
  /** Those that ended after this moment (epoch milliseconds) stay. */
  endedAfter: number;
  /** So many of the newest of each chain stay, however old they are; of tests none. */
  newest: number;
}

/** Chains that have executions, null for those of no chain. */
export async function chainsWithExecutions(sql: Sql): Promise<(string | null)[]> {
  const rows = await sql<{ chainId: string }[]>`
    with recursive chains as (
      (select chain_id from executions where chain_id is not null order by chain_id limit 1)
      union all
      select (select e.chain_id from executions e where e.chain_id > c.chain_id order by e.chain_id limit 1)
      from chains c where c.chain_id is not null
    )
    select chain_id as "chainId" from chains where chain_id is not null`;
  return [null, ...rows.map((row) => row.chainId)];
}

/**
 * Deletes at most `limit` executions of a chain with all that belongs to them; says which. `removeFiles` is called before that is
 * final: when it fails, or the process dies, the rows are still there, and the next sweep tries again. Several processes may sweep
 * at once: each takes rows that no other one has.
 */
export async function forgetExecutions(
  sql: Sql,
  chainId: string | null,
  keep: Keep,
  { limit, removeFiles }: { limit: number; removeFiles(ids: string[]): Promise<void> },
): Promise<string[]> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql;
    const ofChain = chainId === null ? tx`e.chain_id is null` : tx`e.chain_id = ${chainId}`;
    // The oldest one that stays for its number; none when there are fewer.
    const edge = tx`(select e.created_at from executions e where ${ofChain} and not e.is_test
      order by e.created_at desc offset ${Math.max(0, keep.newest - 1)} limit 1)`;
    const rows = await tx<{ id: string }[]>`
      select e.id from executions e
      where ${ofChain} and e.ended_at is not null and e.ended_at <= to_timestamp(${keep.endedAfter / 1000}::float8)
        and (e.is_test or ${keep.newest} = 0 or e.created_at < ${edge})
        and not exists (select 1 from executions p where p.id = e.parent_id and p.ended_at is null)
        and not exists (select 1 from executions r where r.replay_of = e.id and r.ended_at is null)
      order by e.created_at limit ${limit} for update of e skip locked`;
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return [];
    await tx`delete from execution_events where execution_id = any(${ids}::text[])`;
    await tx`delete from step_executions where execution_id = any(${ids}::text[])`;
    await tx`delete from hook_deliveries where execution_id = any(${ids}::text[])`;
    await tx`delete from hook_moments where execution_id = any(${ids}::text[])`;
    await tx`delete from execution_commands where execution_id = any(${ids}::text[])`;
    await tx`update notifications set execution_id = null where execution_id = any(${ids}::text[])`;
    await tx`delete from executions where id = any(${ids}::text[])`;
    await removeFiles(ids);
    return ids;
  });
}
