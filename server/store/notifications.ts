import { and, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { TransactionSql } from "postgres";
import type { Orm, Sql } from "../../db/client";
import { notifications } from "../../db/schema";
import { CHANNELS } from "./channels";
import { storableText } from "./json-text";

export type NotificationRow = typeof notifications.$inferSelect;

/** News, before it is recorded. */
export type NotificationNote = Pick<
  NotificationRow,
  | "id"
  | "userId"
  | "dedupeKey"
  | "kind"
  | "level"
  | "title"
  | "body"
  | "executionId"
  | "stepId"
  | "chainId"
  | "chainName"
>;

/** Records news and tells its person's browsers. The same `dedupeKey` twice is one row. */
export async function insertNotification(sqlClient: Sql | TransactionSql, note: NotificationNote): Promise<void> {
  await sqlClient`
    with inserted as (
      insert into notifications (id, user_id, dedupe_key, kind, level, title, body, execution_id, step_id, chain_id, chain_name, created_at)
      values (${note.id}, ${note.userId}, ${note.dedupeKey}, ${note.kind}, ${note.level}, ${storableText(note.title)},
        ${storableText(note.body)}, ${note.executionId}, ${note.stepId},
        coalesce(${note.chainId}::uuid, (select chain_id from executions where id = ${note.executionId})), ${note.chainName}, now())
      on conflict (user_id, dedupe_key) do nothing returning user_id)
    select pg_notify(${CHANNELS.notifications}, user_id::text) from inserted`;
}

export async function listNotifications(
  orm: Orm,
  userId: string,
  page: { limit: number; before: Date | null; unreadOnly: boolean },
): Promise<NotificationRow[]> {
  return orm
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, userId),
        eq(notifications.shown, true),
        page.before ? lt(notifications.createdAt, page.before) : undefined,
        page.unreadOnly ? isNull(notifications.readAt) : undefined,
      ),
    )
    .orderBy(desc(notifications.createdAt))
    .limit(page.limit);
}

export async function countUnread(orm: Orm, userId: string): Promise<number> {
  return orm.$count(
    notifications,
    and(eq(notifications.userId, userId), eq(notifications.shown, true), isNull(notifications.readAt)),
  );
}

/** Marks some, or all, of a person's notifications as read, and tells their other browsers. */
export async function markNotificationsRead(orm: Orm, userId: string, ids: string[] | "all"): Promise<void> {
  await orm
    .update(notifications)
    .set({ readAt: new Date() })
    .where(
      and(
        eq(notifications.userId, userId),
        isNull(notifications.readAt),
        ids === "all" ? undefined : inArray(notifications.id, ids),
      ),
    );
  await orm.execute(sql`select pg_notify(${CHANNELS.notifications}, ${userId})`);
}
