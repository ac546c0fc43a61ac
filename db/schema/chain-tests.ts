import { boolean, json, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { chains } from "./chains";
import { time } from "./columns";
import { users } from "./users";

/** What a step of a chain gives in test runs instead of running. Everybody has their own. */
export const fixedResults = pgTable(
  "fixed_results",
  {
    chainId: uuid("chain_id")
      .notNull()
      .references(() => chains.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    stepId: text("step_id").notNull(),
    /** The result, or with `failed` an error: `{ code, message }`. */
    value: json("value"),
    failed: boolean("failed").notNull().default(false),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.userId, table.stepId] })],
);

/** Who has a chain open in the builder; a row that is not renewed has no meaning after half a minute. */
export const chainEditors = pgTable(
  "chain_editors",
  {
    chainId: uuid("chain_id")
      .notNull()
      .references(() => chains.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Made by the page: two tabs of one person are two editors. */
    editor: text("editor").notNull(),
    /** The step they are at. */
    stepId: text("step_id"),
    seenAt: time("seen_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.editor] })],
);
