import type { Sql } from "../../db/client";

/** A page that has a chain open in the builder. */
export interface ChainEditor {
  userId: string;
  name: string;
  editor: string;
  /** The step at which they are. */
  stepId: string | null;
}

/** Seconds after which a page that says nothing is no longer there. */
export const GONE_AFTER_S = 30;

interface Seen {
  chainId: string;
  userId: string;
  editor: string;
  stepId: string | null;
}

/** Notes that a page is there, and clears away those that are gone. An id that is somebody else's page stays theirs. */
export async function noteEditor(sql: Sql, { chainId, userId, editor, stepId }: Seen): Promise<void> {
  await sql`
    with gone as (
      delete from chain_editors where chain_id = ${chainId} and editor <> ${editor}
        and seen_at < now() - make_interval(secs => ${GONE_AFTER_S})
    )
    insert into chain_editors (chain_id, user_id, editor, step_id) values (${chainId}, ${userId}, ${editor}, ${stepId})
    on conflict (chain_id, editor) do update set step_id = excluded.step_id, seen_at = now()
    where chain_editors.user_id = excluded.user_id`;
}

export async function removeEditor(sql: Sql, { chainId, userId, editor }: Omit<Seen, "stepId">): Promise<void> {
  await sql`delete from chain_editors where chain_id = ${chainId} and editor = ${editor} and user_id = ${userId}`;
}

/** The other pages that have the chain open now. */
export async function otherEditors(sql: Sql, chainId: string, editor: string): Promise<ChainEditor[]> {
  const rows = await sql<ChainEditor[]>`
    select e.user_id as "userId", u.name, e.editor, e.step_id as "stepId"
    from chain_editors e join users u on u.id = e.user_id
    where e.chain_id = ${chainId} and e.editor <> ${editor} and e.seen_at > now() - make_interval(secs => ${GONE_AFTER_S})
    order by u.name, e.editor limit 20`;
  return [...rows];
}

/** The newest version of a chain, and who made it. */
export async function newestVersion(sql: Sql, chainId: string): Promise<{ number: number; by: string | null } | null> {
  const rows = await sql<{ number: number; by: string | null }[]>`
    select v.number, u.name as by from chains c
    join chain_versions v on v.chain_id = c.id and v.number = c.latest_version left join users u on u.id = v.created_by
    where c.id = ${chainId}`;
  return rows[0] ?? null;
}
