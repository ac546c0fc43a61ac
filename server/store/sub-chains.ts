import type { Sql } from "../../db/client";
import type { ExecutionStatus, Reason } from "../core/execution/states";
import { executionAuthority } from "./authority";

/** The newest version of a chain, as a step of another chain would run it. */
export interface RunnableChain {
  chainId: string;
  name: string;
  ownerId: string;
  versionNumber: number;
  planHash: string;
  status: "active" | "paused" | "archived";
}

/**
 * The chains that a step means by a name or an id: of the owner of its chain, whoever runs it, or of everybody for executions of
 * the operator. When somebody else has written the step, only what that person may run themselves. More than one: the name is not
 * unique.
 */
export async function findRunnableChains(sql: Sql, parentId: string, nameOrId: string): Promise<RunnableChain[]> {
  const rows = await sql<RunnableChain[]>`
    with parent as (${executionAuthority(sql, [parentId])})
    select c.id as "chainId", c.name, c.owner_id as "ownerId", v.number as "versionNumber", v.plan_hash as "planHash", c.status
    from parent p cross join chains c join chain_versions v on v.chain_id = c.id and v.number = c.latest_version
    where c.deleted_at is null and (p."ownerId" is null or c.owner_id = p."ownerId")
      and (p."ownerId" is null or p."authorId" = p."ownerId" or exists (
        select from shares s where s.object_type = 'chain' and s.object_id = c.id::text and s.user_id = p."authorId"
          and s.role in ('runner', 'editor')))
      and (c.id::text = ${nameOrId} or lower(c.name) = lower(${nameOrId}))
    order by (c.id::text = ${nameOrId}) desc, (c.status = 'archived'), c.updated_at desc limit 3`;
  return rows[0]?.chainId === nameOrId ? rows.slice(0, 1) : [...rows];
}

/** How the execution of a sub-chain ended. */
export async function findEnd(
  sql: Sql,
  id: string,
): Promise<{ status: ExecutionStatus; reason: Reason | null; chainName: string; planHash: string } | null> {
  const rows = await sql<{ status: ExecutionStatus; reason: Reason | null; chainName: string; planHash: string }[]>`
    select status, reason, chain_name as "chainName", plan_hash as "planHash" from executions
    where id = ${id} and ended_at is not null`;
  return rows[0] ?? null;
}
