import { bigserial, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns";

/**
 * Who did what to what. A trigger refuses every change of a row that is there. No foreign keys: what happened stays, whatever
 * becomes of the people and things in it.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    at: time("at").notNull().defaultNow(),
    /** Null: the operator, or nobody who was signed in. */
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    /** Where the request came from, as far as it is known. */
    address: text("address"),
    action: text("action").notNull(),
    objectType: text("object_type").notNull(),
    objectId: text("object_id").notNull(),
    objectName: text("object_name"),
    /** What it was and what it became, without secrets. */
    details: jsonb("details"),
  },
  (table) => [
    index("audit_log_actor_idx").on(table.actorId, table.id),
    index("audit_log_action_idx").on(table.action, table.id),
    index("audit_log_object_idx").on(table.objectType, table.objectId, table.id),
  ],
);
