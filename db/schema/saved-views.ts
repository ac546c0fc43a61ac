import { sql } from "drizzle-orm";
import { check, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { SAVED_VIEW_PAGES } from "../../server/core/search/saved-view-pages";
import { time, words } from "./columns";
import { users } from "./users";

/** Filters and order of a list that somebody keeps under a name. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    page: text("page", { enum: SAVED_VIEW_PAGES }).notNull(),
    name: text("name").notNull(),
    /** As it stands in the address behind the question mark. */
    query: text("query").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [
    unique("saved_views_name").on(table.userId, table.page, table.name),
    check("saved_views_page", sql`${table.page} in (${words(SAVED_VIEW_PAGES)})`),
  ],
);
