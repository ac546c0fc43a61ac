import { bigint, integer, jsonb, pgTable, text, varchar } from "drizzle-orm/pg-core";
import { time } from "./columns";

/** Choices of the administrator, by name. */
export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: time("updated_at").notNull().defaultNow(),
});

/** Counters of `rate-limiter-flexible`, which dictates the columns. */
export const rateLimits = pgTable("rate_limits", {
  key: varchar("key", { length: 255 }).primaryKey(),
  points: integer("points").notNull().default(0),
  expire: bigint("expire", { mode: "number" }),
});
