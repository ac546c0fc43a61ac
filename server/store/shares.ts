import type { Sql } from "../../db/client";
import type { SharedType, ShareRole } from "../../db/schema/shares";

export interface ShareRow {
  userId: string;
  name: string;
  email: string;
  role: ShareRole;
  /** Epoch milliseconds. */
  at: number;
}

/** With whom something is shared, by name. */
export async function listShares(sql: Sql, type: SharedType, id: string): Promise<ShareRow[]> {
  const rows = await sql<ShareRow[]>`
    select s.user_id as "userId", u.name, u.email, s.role, (extract(epoch from s.created_at) * 1000)::float8 as at
    from shares s join users u on u.id = s.user_id
    where s.object_type = ${type} and s.object_id = ${id} order by u.name, u.email`;
  return [...rows];
}

/** Gives somebody a role, or another one than they had; what they had. */
export async function putShare(
  tx: Sql,
  share: { type: SharedType; id: string; userId: string; role: ShareRole; by: string | null },
): Promise<ShareRole | null> {
  const { type, id, userId, role, by } = share;
  const before = await tx<{ role: ShareRole }[]>`
    select role from shares where object_type = ${type} and object_id = ${id} and user_id = ${userId} for update`;
  await tx`
    insert into shares (object_type, object_id, user_id, role, created_by) values (${type}, ${id}, ${userId}, ${role}, ${by})
    on conflict (object_type, object_id, user_id) do update set role = excluded.role, created_by = excluded.created_by`;
  await noteShared(tx, type, id);
  return before[0]?.role ?? null;
}

/** What they had; null: nothing was shared with them. */
export async function deleteShare(tx: Sql, type: SharedType, id: string, userId: string): Promise<ShareRole | null> {
  const rows = await tx<{ role: ShareRole }[]>`
    delete from shares where object_type = ${type} and object_id = ${id} and user_id = ${userId} returning role`;
  return rows[0]?.role ?? null;
}

/** From here on others have had to do with it: lists look for what they started. */
async function noteShared(tx: Sql, type: SharedType, id: string): Promise<void> {
  if (type === "chain") await tx`update chains set shared_at = coalesce(shared_at, now()) where id = ${id}`;
  if (type === "task") await tx`update tasks set shared_at = coalesce(shared_at, now()) where id = ${id}`;
}

/**
 * Gives a chain or task to somebody else; who had it keeps working on it as editor. A chain is paused: in its new owner's name it runs
 * only when they say so. False: it has changed hands meanwhile.
 */
export async function changeOwner(
  tx: Sql,
  type: "chain" | "task",
  { id, from, to }: { id: string; from: string; to: string },
): Promise<boolean> {
  const moved =
    type === "chain"
      ? await tx`
          update chains set owner_id = ${to}, shared_at = coalesce(shared_at, now()), updated_at = now(), next_run_at = null,
            status = case when status = 'active' and next_run_at is not null then 'paused' else status end
          where id = ${id} and owner_id = ${from} and deleted_at is null returning id`
      : await tx`
          update tasks set owner_id = ${to}, shared_at = coalesce(shared_at, now()), updated_at = now(),
            updated_by = coalesce(updated_by, ${from})
          where id = ${id} and owner_id = ${from} and deleted_at is null returning id`;
  if (moved.length === 0) return false;
  await deleteShare(tx, type, id, to);
  await putShare(tx, { type, id, userId: from, role: "editor", by: to });
  return true;
}
