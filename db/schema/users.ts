import { sql } from "drizzle-orm";
import { check, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns";

/** A place that `weather_tool` and others call "home". */
export interface HomePlace {
  name: string;
  latitude: number;
  longitude: number;
}

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash").notNull(),
    role: text("role").$type<"admin" | "user">().notNull(),
    status: text("status").$type<"active" | "disabled">().notNull().default("active"),
    home: jsonb("home").$type<HomePlace>(),
    createdAt: time("created_at").notNull().defaultNow(),
    lastSeenAt: time("last_seen_at"),
  },
  (table) => [
    uniqueIndex("users_email_key").on(sql`lower(${table.email})`),
    check("users_role_check", sql`${table.role} in ('admin', 'user')`),
    check("users_status_check", sql`${table.status} in ('active', 'disabled')`),
  ],
);
