import type { Sql } from "../../db/client";

/** In whose name an execution uses what is not in it: secrets, other chains. */
export interface Authority {
  /** Whose: the owner of its chain or task, else who started it; null: the operator. */
  ownerId: string | null;
  /** Who wrote what it does; null: it is not known, and not the owner. */
  authorId: string | null;
  startedBy: string | null;
}

/**
 * Of executions by id. Who wrote: of a version its author, of a task whoever changed it last, of a try-out whoever tries. Changed
 * parameters of a replay are written by whoever replays.
 */
export const executionAuthority = (sql: Sql, ids: readonly string[]) => sql`
  select e.id, coalesce(c.owner_id, t.owner_id, e.user_id) as "ownerId", e.user_id as "startedBy",
    case
      when e.overrides is not null and e.user_id is distinct from coalesce(c.owner_id, t.owner_id, e.user_id) then e.user_id
      when e.chain_id is not null and e.version_number is not null then v.created_by
      when e.chain_id is not null then case when e.is_test and e.replay_of is null then e.user_id end
      when e.task_id is not null then coalesce(t.updated_by, t.owner_id)
      else e.user_id end as "authorId"
  from executions e
  left join chains c on c.id = e.chain_id
  left join chain_versions v on v.chain_id = e.chain_id and v.number = e.version_number
  left join tasks t on t.id = e.task_id
  where e.id = any(${[...ids]}::text[])`;

export async function findAuthority(sql: Sql, executionId: string): Promise<Authority | null> {
  const rows = await sql<Authority[]>`${executionAuthority(sql, [executionId])}`;
  return rows[0] ?? null;
}
