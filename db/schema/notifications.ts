import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns";
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
    executionId: text("execution_id"),
    chainName: text("chain_name"),
    createdAt: time("created_at").notNull(),
    readAt: time("read_at"),
  },
  (table) => [
    unique("notifications_dedupe_key").on(table.userId, table.dedupeKey),
    index("notifications_user_idx").on(table.userId, table.createdAt),
    index("notifications_unread_idx").on(table.userId).where(sql`${table.readAt} is null`),
    check("notifications_level_check", sql`${table.level} in ('info', 'success', 'warning', 'error')`),
  ],
);
