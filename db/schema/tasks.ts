import { sql } from "drizzle-orm";
import { check, index, json, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { time, words } from "./columns";
import { users } from "./users";

/** question: an LLM answers it, with the tools it is allowed. browser: a script of actions. operation: any other call of a tool. */
export const TASK_KINDS = ["question", "operation", "browser"] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Saved step bodies that also run alone. */
export const tasks = pgTable(
  "tasks",
  {
    id: uuid("id").primaryKey(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    kind: text("kind").$type<TaskKind>().notNull(),
    /** The keys of a step that say what it does, as written: `json` keeps their order. */
    body: json("body").notNull(),
    /** Who wrote what it does now; null: its owner. */
    updatedBy: uuid("updated_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: time("created_at").notNull().defaultNow(),
    updatedAt: time("updated_at").notNull().defaultNow(),
    /** Since when others have had to do with it; null: never. */
    sharedAt: time("shared_at"),
    deletedAt: time("deleted_at"),
  },
  (table) => [
    index("tasks_owner_idx").on(table.ownerId, table.updatedAt),
    check("tasks_kind_check", sql`${table.kind} in (${words(TASK_KINDS)})`),
  ],
);
