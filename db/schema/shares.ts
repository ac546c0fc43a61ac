import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { time, words } from "./columns";
import { users } from "./users";

export const SHARED_TYPES = ["chain", "task", "execution"] as const;
export type SharedType = (typeof SHARED_TYPES)[number];

/** What somebody may be given; the owner stands in the row of the object itself. */
export const SHARE_ROLES = ["viewer", "runner", "editor"] as const;
export type ShareRole = (typeof SHARE_ROLES)[number];

/** Who may do what with things of others. */
export const shares = pgTable(
  "shares",
  {
    objectType: text("object_type").$type<SharedType>().notNull(),
    objectId: text("object_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").$type<ShareRole>().notNull(),
    /** Who gave it last. */
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.objectType, table.objectId, table.userId] }),
    index("shares_user_idx").on(table.userId, table.objectType),
    check("shares_type_check", sql`${table.objectType} in (${words(SHARED_TYPES)})`),
    check("shares_role_check", sql`${table.role} in (${words(SHARE_ROLES)})`),
  ],
);
