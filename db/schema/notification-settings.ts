import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { NotificationRules } from "../../server/core/notifications/rules";
import { chains } from "./chains";
import { time } from "./columns";
import { notifications } from "./notifications";
import { users } from "./users";

/** How a person wants to be told. No row: as the defaults say. */
export const notificationSettings = pgTable("notification_settings", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** What differs from the defaults. */
  rules: jsonb("rules").$type<NotificationRules>().notNull(),
  /** At once, or gathered into one mail. */
  emailWhen: text("email_when").$type<"at_once" | "hourly" | "daily">().notNull().default("at_once"),
  /** The hour of a daily mail, in the timezone. */
  emailHour: integer("email_hour").notNull().default(8),
  /** `HH:MM`; between the two nothing is sent. Null: there are no quiet hours. */
  quietFrom: text("quiet_from"),
  quietTo: text("quiet_to"),
  timezone: text("timezone").notNull().default("UTC"),
  webhookUrl: text("webhook_url"),
  /** Sealed, see `server/secrets`. */
  webhookKeyId: text("webhook_key_id"),
  webhookSecret: text("webhook_secret"),
  updatedAt: time("updated_at").notNull().defaultNow(),
});

/** What a person wants of one chain; what it does not say is as in their settings. */
export const notificationChainRules = pgTable(
  "notification_chain_rules",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    chainId: uuid("chain_id")
      .notNull()
      .references(() => chains.id, { onDelete: "cascade" }),
    rules: jsonb("rules").$type<NotificationRules>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.chainId] })],
);

/** News on their way by mail or webhook. */
export const notificationSends = pgTable(
  "notification_sends",
  {
    notificationId: uuid("notification_id")
      .notNull()
      .references(() => notifications.id, { onDelete: "cascade" }),
    channel: text("channel").$type<"email" | "webhook">().notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    dueAt: time("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** Null: on its way. */
    ended: text("ended").$type<"sent" | "gave_up">(),
    error: text("error"),
    endedAt: time("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.notificationId, table.channel] }),
    index("notification_sends_due_idx").on(table.dueAt).where(sql`${table.ended} is null`),
    index("notification_sends_user_idx").on(table.userId, table.endedAt),
  ],
);
