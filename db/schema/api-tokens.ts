import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns";
import { users } from "./users";

/** What acts for a person from outside. The token itself is shown once; here is what recognises it. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** SHA-256 of the whole token, hex. */
    hash: text("hash").notNull(),
    scopes: text("scopes").array().notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
    /** Null: it does not expire. */
    expiresAt: time("expires_at"),
    lastUsedAt: time("last_used_at"),
    revokedAt: time("revoked_at"),
  },
  (table) => [uniqueIndex("api_tokens_hash_key").on(table.hash), index("api_tokens_user_idx").on(table.userId)],
);
