import { sql } from "drizzle-orm";
import { pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns";
import { users } from "./users";

/** Values that chains use and nobody reads. The key to them is not in the database. */
export const secrets = pgTable(
  "secrets",
  {
    /** Authenticated with the value: a value that is moved to another row does not open. */
    id: uuid("id").primaryKey(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** Where it may be sent; empty: anywhere, for its owner alone. */
    hosts: text("hosts").array().notNull().default(sql`'{}'`),
    /** Which key sealed it. */
    keyId: text("key_id").notNull(),
    /** AES-256-GCM: nonce, tag and text, base64. */
    sealed: text("sealed").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
    updatedAt: time("updated_at").notNull().defaultNow(),
    lastUsedAt: time("last_used_at"),
  },
  (table) => [uniqueIndex("secrets_name_key").on(table.ownerId, table.name)],
);
