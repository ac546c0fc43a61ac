import type { Sql } from "../../db/client";
import { ownedOrShared } from "./access";
import { history } from "./history";

export interface HookChainRow {
  id: string;
  name: string;
  description: string | null;
  status: string;
  tags: string[];
  taskCount: number;
  /** Epoch milliseconds. */
  createdAt: number;
  lastExecuted: number | null;
  total: number;
}

/** Chains of a person with how many steps they have, the last changed first. */
export async function listHookChains(
  sql: Sql,
  { userId, limit, offset }: { userId: string; limit: number; offset: number },
): Promise<HookChainRow[]> {
  const rows = await sql<HookChainRow[]>`
    select c.id, c.name, c.description, c.status, c.tags, json_array_length(p.plan -> 'steps') as "taskCount",
      (extract(epoch from c.created_at) * 1000)::float8 as "createdAt",
      (select (extract(epoch from max(e.created_at)) * 1000)::float8 from executions e where e.chain_id = c.id and not e.is_test) as "lastExecuted",
      count(*) over ()::int as total
    from chains c
    join chain_versions v on v.chain_id = c.id and v.number = c.latest_version
    join plans p on p.hash = v.plan_hash
    where ${ownedOrShared(sql, "chain", userId, "all")} and c.deleted_at is null
    order by c.updated_at desc, c.id desc limit ${limit} offset ${offset}`;
  return [...rows];
}

/** What a hook chain keeps beside its definition. */
export async function noteHookChain(
  sql: Sql,
  chain: { id: string; ownerId: string },
  { sessionId, sources }: { sessionId: string; sources: Record<string, string> },
): Promise<void> {
  await sql`
    update chains set shared_session_id = ${sessionId}, task_sources = ${JSON.stringify(sources)}::text::json
    where id = ${chain.id} and owner_id = ${chain.ownerId}`;
}

/** Paths of the files that the steps of an execution have made, by step. */
export async function listFilePaths(sql: Sql, executionId: string): Promise<Map<string, string[]>> {
  const rows = await sql<{ stepId: string; paths: string[] }[]>`
    select step_id as "stepId", array_agg(distinct data ->> 'path') as paths
    from ${history(sql, sql`h.execution_id = ${executionId}`)} h
    where kind = 'file' and step_id is not null and data ->> 'kind' in ('file', 'download')
    group by step_id`;
  return new Map(rows.map(({ stepId, paths }) => [stepId, paths]));
}

/** The chain's last execution; null: it never ran. */
export async function lastExecutionOf(sql: Sql, chainId: string): Promise<string | null> {
  const rows = await sql<{ id: string }[]>`
    select id from executions where chain_id = ${chainId} and not is_test order by created_at desc limit 1`;
  return rows[0]?.id ?? null;
}
