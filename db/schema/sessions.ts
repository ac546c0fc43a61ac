import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns";
import { users } from "./users";

/** A sign-in. The cookie names it; a revoked or expired row ends it at the next request. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text("user_agent"),
    createdAt: time("created_at").notNull().defaultNow(),
    lastSeenAt: time("last_seen_at").notNull().defaultNow(),
    expiresAt: time("expires_at").notNull(),
    revokedAt: time("revoked_at"),
  },
  (table) => [index("sessions_user_idx").on(table.userId)],
);
