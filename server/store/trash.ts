/** Chains on their way out: in the trash nothing of them fires, and all of them is still there. */
import { and, eq, isNotNull, isNull, sql as raw } from "drizzle-orm";
import type { Orm, Sql } from "../../db/client";
import { chains } from "../../db/schema";
import { type AuditEntry, insertAudit } from "./audit";
import type { ChainRecord } from "./chains";

/** Executions, versions and shares stay; what its schedule still had to start is not started. */
export async function moveToTrash(orm: Orm, id: string, audit: AuditEntry): Promise<void> {
  await orm.transaction(async (tx) => {
    await tx
      .update(chains)
      .set({ deletedAt: new Date(), deletedBy: audit.actorId, nextRunAt: null })
      .where(and(eq(chains.id, id), isNull(chains.deletedAt)));
    await tx.execute(raw`update schedule_fires set note = ${JSON.stringify("The chain was moved to the trash.")}::text::jsonb
      where chain_id = ${id} and execution_id is null and note is null`);
    await tx.execute(raw`update backfills set canceled_at = now()
      where chain_id = ${id} and ended_at is null and canceled_at is null`);
    await insertAudit(tx, audit);
  });
}

/** A chain that is in the trash. */
export async function findTrashed(orm: Orm, id: string): Promise<ChainRecord | null> {
  const rows = await orm
    .select()
    .from(chains)
    .where(and(eq(chains.id, id), isNotNull(chains.deletedAt)))
    .limit(1);
  return rows[0] ?? null;
}

/** Back as it was. `nextRunAt`: of its schedule, which stays paused when it was. */
export async function restoreChain(orm: Orm, id: string, nextRunAt: Date | null, audit: AuditEntry): Promise<void> {
  const next = raw`case when ${chains.schedulePausedAt} is null and ${chains.status} = 'active'
    then ${nextRunAt?.toISOString() ?? null}::timestamptz end`;
  await orm.transaction(async (tx) => {
    await tx.update(chains).set({ deletedAt: null, deletedBy: null, nextRunAt: next }).where(eq(chains.id, id));
    await insertAudit(tx, audit);
  });
}

/** With its versions, drafts, schedule and shares. Its executions stay with whoever started them. */
export async function eraseChain(orm: Orm, id: string, audit: AuditEntry): Promise<void> {
  await orm.transaction(async (tx) => {
    await tx.delete(chains).where(and(eq(chains.id, id), isNotNull(chains.deletedAt)));
    await tx.execute(raw`delete from shares where object_type = 'chain' and object_id = ${id}`);
    await insertAudit(tx, audit);
  });
}

export interface TrashRow {
  id: string;
  name: string;
  description: string | null;
  status: "active" | "paused" | "archived";
  deletedAt: Date;
  /** Null: the operator, or an account that is gone. */
  deletedBy: string | null;
  /** How many executions it had. */
  executions: number;
}

/** What somebody owns and has thrown away, the last first. */
export async function listTrash(sql: Sql, ownerId: string): Promise<TrashRow[]> {
  const rows = await sql<TrashRow[]>`
    select c.id, c.name, c.description, c.status, c.deleted_at as "deletedAt", u.name as "deletedBy",
      (select count(*)::int from executions e where e.chain_id = c.id and not e.is_test) as executions
    from chains c left join users u on u.id = c.deleted_by
    where c.owner_id = ${ownerId} and c.deleted_at is not null order by c.deleted_at desc, c.id limit 500`;
  return [...rows];
}

/** Erases what has been in the trash since before this moment (epoch milliseconds); says how many. */
export async function emptyTrash(sql: Sql, before: number, limit: number): Promise<number> {
  const rows = await sql`
    with gone as (
      delete from chains where id in (
        select id from chains where deleted_at <= to_timestamp(${before}::float8 / 1000)
        order by deleted_at limit ${limit} for update skip locked)
      returning id),
    unshared as (delete from shares where object_type = 'chain' and object_id in (select id::text from gone))
    select id from gone`;
  return rows.length;
}
