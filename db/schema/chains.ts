import { sql } from "drizzle-orm";
import { check, index, integer, json, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { time, words } from "./columns";
import { users } from "./users";

export const CHAIN_STATUSES = ["active", "paused", "archived"] as const;
export type ChainStatus = (typeof CHAIN_STATUSES)[number];

export const chains = pgTable(
  "chains",
  {
    id: uuid("id").primaryKey(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    description: text("description"),
    tags: text("tags").array().notNull().default(sql`'{}'`),
    status: text("status").$type<ChainStatus>().notNull().default("active"),
    /** Number of the newest version. */
    latestVersion: integer("latest_version").notNull(),
    /** When its schedule fires next; null: it has none, or it is paused. */
    nextRunAt: time("next_run_at"),
    /** Since when its schedule fires no more, by a person or after failures; null: it does. */
    schedulePausedAt: time("schedule_paused_at"),
    /** Who paused it, or why it stopped itself: a sentence. */
    schedulePausedWhy: text("schedule_paused_why"),
    /** Scheduled runs in a row that failed, the last ones. */
    scheduleFailures: integer("schedule_failures").notNull().default(0),
    /** A name for the browser session that its steps share, from whoever made it as a hook chain. */
    sharedSessionId: text("shared_session_id"),
    /** Of steps that were made of tasks that had run: which, by step id. */
    taskSources: json("task_sources").$type<Record<string, string>>(),
    /** Since when others have had to do with it, by a share or by changing hands; null: never. */
    sharedAt: time("shared_at"),
    createdAt: time("created_at").notNull().defaultNow(),
    updatedAt: time("updated_at").notNull().defaultNow(),
    /** Since when it is in the trash; null: it is not. */
    deletedAt: time("deleted_at"),
    /** Who moved it there. */
    deletedBy: uuid("deleted_by").references(() => users.id, { onDelete: "set null" }),
  },
  (table) => [
    index("chains_trash_idx").on(table.deletedAt).where(sql`${table.deletedAt} is not null`),
    index("chains_owner_idx").on(table.ownerId, table.updatedAt),
    index("chains_next_run_idx").on(table.nextRunAt).where(sql`${table.nextRunAt} is not null`),
    check("chains_status_check", sql`${table.status} in (${words(CHAIN_STATUSES)})`),
  ],
);

/** Compiled plans, by the hash of their content: immutable, shared by versions and executions. */
export const plans = pgTable("plans", {
  hash: text("hash").primaryKey(),
  // Text as it was written: `jsonb` would put the params of run forms into an order of its own.
  plan: json("plan").notNull(),
  createdAt: time("created_at").notNull().defaultNow(),
});

export const chainVersions = pgTable(
  "chain_versions",
  {
    id: uuid("id").primaryKey(),
    chainId: uuid("chain_id")
      .notNull()
      .references(() => chains.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    /** What somebody calls it: "before the sale". */
    name: text("name"),
    source: text("source").notNull(),
    language: text("language").$type<"yaml" | "json">().notNull(),
    planHash: text("plan_hash")
      .notNull()
      .references(() => plans.hash),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [
    unique("chain_versions_number_key").on(table.chainId, table.number),
    check("chain_versions_language_check", sql`${table.language} in ('yaml', 'json')`),
  ],
);

/** What somebody has typed and not yet saved as a version. */
export const chainDrafts = pgTable(
  "chain_drafts",
  {
    chainId: uuid("chain_id")
      .notNull()
      .references(() => chains.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    source: text("source").notNull(),
    baseVersion: integer("base_version").notNull(),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.userId] })],
);

/** One row per moment at which a schedule fired: the key makes it fire once, whichever process sees it. */
export const scheduleFires = pgTable(
  "schedule_fires",
  {
    chainId: uuid("chain_id")
      .notNull()
      .references(() => chains.id, { onDelete: "cascade" }),
    fireAt: time("fire_at").notNull(),
    /** With jitter: not before this moment. */
    startAt: time("start_at"),
    executionId: text("execution_id"),
    note: jsonb("note"),
    /** How the execution ended, once that has been counted. */
    outcome: text("outcome"),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.fireAt] }),
    index("schedule_fires_unstarted_idx")
      .on(table.chainId, table.fireAt)
      .where(sql`${table.executionId} is null and ${table.note} is null`),
    index("schedule_fires_uncounted_idx")
      .on(table.executionId)
      .where(sql`${table.executionId} is not null and ${table.outcome} is null`),
  ],
);

/** Runs of a chain for moments of the past. */
export const backfills = pgTable(
  "backfills",
  {
    id: uuid("id").primaryKey(),
    chainId: uuid("chain_id")
      .notNull()
      .references(() => chains.id, { onDelete: "cascade" }),
    /** Who asked for it; its executions are started in the name of the chain's owner. */
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    fromAt: time("from_at").notNull(),
    toAt: time("to_at").notNull(),
    /** At most so many of its executions go on at a time. */
    parallel: integer("parallel").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
    canceledAt: time("canceled_at"),
    endedAt: time("ended_at"),
  },
  (table) => [
    index("backfills_chain_idx").on(table.chainId, table.createdAt),
    index("backfills_open_idx").on(table.createdAt).where(sql`${table.endedAt} is null`),
  ],
);

/** The moments of a backfill. */
export const backfillRuns = pgTable(
  "backfill_runs",
  {
    backfillId: uuid("backfill_id")
      .notNull()
      .references(() => backfills.id, { onDelete: "cascade" }),
    fireAt: time("fire_at").notNull(),
    executionId: text("execution_id"),
    /** Why it was not started. */
    note: text("note"),
  },
  (table) => [primaryKey({ columns: [table.backfillId, table.fireAt] })],
);
