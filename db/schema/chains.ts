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
    /** A name for the browser session that its steps share, from whoever made it as a hook chain. */
    sharedSessionId: text("shared_session_id"),
    /** Of steps that were made of tasks that had run: which, by step id. */
    taskSources: json("task_sources").$type<Record<string, string>>(),
    createdAt: time("created_at").notNull().defaultNow(),
    updatedAt: time("updated_at").notNull().defaultNow(),
    deletedAt: time("deleted_at"),
  },
  (table) => [
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
    executionId: text("execution_id"),
    note: jsonb("note"),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.fireAt] })],
);
