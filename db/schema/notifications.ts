import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { NOTIFICATION_KINDS, type NotificationKind } from "../../server/core/notifications/rules";
import { time, words } from "./columns";
import { users } from "./users";

export const notifications = pgTable(
  "notifications",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The same news has the same key, so telling it twice changes nothing. */
    dedupeKey: text("dedupe_key").notNull(),
    level: text("level").$type<"info" | "success" | "warning" | "error">().notNull(),
    title: text("title").notNull(),
    body: text("body").notNull(),
    kind: text("kind").$type<NotificationKind>().notNull().default("message"),
    executionId: text("execution_id"),
    stepId: text("step_id"),
    chainId: uuid("chain_id"),
    chainName: text("chain_name"),
    /** Of news about a template. */
    templateId: uuid("template_id"),
    createdAt: time("created_at").notNull(),
    readAt: time("read_at"),
    /** In the inbox; the other ways may be wanted without it. */
    shown: boolean("shown").notNull().default(true),
    /** When it was decided who is told how; null: soon. */
    settledAt: time("settled_at"),
  },
  (table) => [
    unique("notifications_dedupe_key").on(table.userId, table.dedupeKey),
    index("notifications_user_idx").on(table.userId, table.createdAt),
    index("notifications_unread_idx").on(table.userId).where(sql`${table.readAt} is null`),
    index("notifications_unsettled_idx").on(table.createdAt).where(sql`${table.settledAt} is null`),
    check("notifications_kind_check", sql`${table.kind} in (${words(NOTIFICATION_KINDS)})`),
    check("notifications_level_check", sql`${table.level} in ('info', 'success', 'warning', 'error')`),
  ],
);
