import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns";
import { users } from "./users";

/** The right to create one account. Only the hash of its code is kept. */
export const invitations = pgTable("invitations", {
  id: uuid("id").primaryKey(),
  codeHash: text("code_hash").notNull().unique(),
  email: text("email"),
  createdBy: uuid("created_by")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  createdAt: time("created_at").notNull().defaultNow(),
  expiresAt: time("expires_at").notNull(),
  usedAt: time("used_at"),
  usedBy: uuid("used_by").references(() => users.id, { onDelete: "set null" }),
});
