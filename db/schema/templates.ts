import { sql } from "drizzle-orm";
import { check, index, integer, json, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { chains, plans } from "./chains";
import { time, words } from "./columns";
import { users } from "./users";

export const TEMPLATE_VISIBILITIES = ["private", "people", "server"] as const;
export type TemplateVisibility = (typeof TEMPLATE_VISIBILITIES)[number];

/** What a published parameter says beside its declaration. */
export interface TemplateParam {
  description?: string;
  example?: string;
}

/** A result with which the test of a version ran; with `failed` an error: `{ code, message }`. */
export interface TemplateFixed {
  stepId: string;
  value: unknown;
  failed: boolean;
}

/** The test that a version passed: what it was given, and which results were fixed. */
export interface TemplateTest {
  params: Record<string, unknown>;
  fixed: TemplateFixed[];
}

/** Chains that others may make copies of. */
export const templates = pgTable(
  "templates",
  {
    id: uuid("id").primaryKey(),
    /** Null: it came with the program. */
    ownerId: uuid("owner_id").references(() => users.id, { onDelete: "cascade" }),
    /** Of those that came with the program: which one. */
    shippedAs: text("shipped_as").unique(),
    title: text("title").notNull(),
    summary: text("summary").notNull().default(""),
    tags: text("tags").array().notNull().default(sql`'{}'`),
    visibility: text("visibility").$type<TemplateVisibility>().notNull(),
    /** Whose versions it publishes. */
    chainId: uuid("chain_id").references(() => chains.id, { onDelete: "set null" }),
    latestVersion: integer("latest_version").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
    updatedAt: time("updated_at").notNull().defaultNow(),
    /** Withdrawn: nobody finds it any more; copies stay. */
    deletedAt: time("deleted_at"),
  },
  (table) => [
    index("templates_owner_idx").on(table.ownerId),
    index("templates_chain_idx").on(table.chainId),
    check("templates_visibility_check", sql`${table.visibility} in (${words(TEMPLATE_VISIBILITIES)})`),
  ],
);

/** What was published, and never changes. */
export const templateVersions = pgTable(
  "template_versions",
  {
    id: uuid("id").primaryKey(),
    templateId: uuid("template_id")
      .notNull()
      .references(() => templates.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    source: text("source").notNull(),
    planHash: text("plan_hash")
      .notNull()
      .references(() => plans.hash),
    readme: text("readme").notNull(),
    params: json("params").$type<Record<string, TemplateParam>>().notNull(),
    /** What it needs, read off the plan. */
    tools: text("tools").array().notNull(),
    secrets: text("secrets").array().notNull(),
    test: json("test").$type<TemplateTest>().notNull(),
    /** The execution that passed; null: it was tested elsewhere. */
    testedBy: text("tested_by"),
    /** What is new in it. */
    notes: text("notes").notNull().default(""),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [unique("template_versions_number_key").on(table.templateId, table.number)],
);

/** Who sees a template that is for some people. */
export const templatePeople = pgTable(
  "template_people",
  {
    templateId: uuid("template_id")
      .notNull()
      .references(() => templates.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.templateId, table.userId] }),
    index("template_people_user_idx").on(table.userId),
  ],
);

/** Which chain is a copy of which version of which template. */
export const templateInstalls = pgTable(
  "template_installs",
  {
    chainId: uuid("chain_id")
      .primaryKey()
      .references(() => chains.id, { onDelete: "cascade" }),
    templateId: uuid("template_id")
      .notNull()
      .references(() => templates.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    /** What that version says: the base when a newer one is merged. */
    baseSource: text("base_source").notNull(),
    /** Which secret of its owner stands for which of the template's. */
    secrets: json("secrets").$type<Record<string, string>>().notNull().default({}),
    /** Who installed it. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "set null" }),
    createdAt: time("created_at").notNull().defaultNow(),
    /** When a newer version was last taken. */
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [index("template_installs_template_idx").on(table.templateId, table.version)],
);
