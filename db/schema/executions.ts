/**
 * The hot tables. Rows are narrow, a flush touches no indexed column (so updates stay in their page), and the
 * children have no foreign keys: the lease makes their writer unique, and a key check per step would cost a lookup.
 */
import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { EXECUTION_STATUSES, STEP_STATUSES } from "../../server/core/execution/states";
import { time, words } from "./columns";

export const EXECUTION_ORIGINS = ["manual", "schedule", "api", "task", "sub_chain", "hook", "agent"] as const;
export type ExecutionOrigin = (typeof EXECUTION_ORIGINS)[number];

export const executions = pgTable(
  "executions",
  {
    id: text("id").primaryKey(),
    /** Null: started by the operator on the command line. */
    userId: uuid("user_id"),
    /** Null: started from a file. */
    chainId: uuid("chain_id"),
    chainName: text("chain_name").notNull(),
    versionNumber: integer("version_number"),
    planHash: text("plan_hash").notNull(),
    origin: text("origin").$type<ExecutionOrigin>().notNull(),
    idempotencyKey: text("idempotency_key"),
    params: jsonb("params").notNull(),
    status: text("status").notNull(),
    withErrors: boolean("with_errors").notNull().default(false),
    reason: jsonb("reason"),
    /** How it will end once its running steps have stopped: a cancel outlives the process that began it. */
    ending: jsonb("ending"),
    /** Number of the last event. */
    seq: integer("seq").notNull(),
    /** The process that drives it; null: nobody, and nobody has to before `wake_at`. */
    owner: uuid("owner"),
    /** Rises with every claim; a write with an older one is refused. */
    fence: integer("fence").notNull().default(0),
    /** Claims after a crash since a step last ended. */
    crashes: integer("crashes").notNull().default(0),
    wakeAt: time("wake_at"),
    deadlineAt: time("deadline_at"),
    createdAt: time("created_at").notNull(),
    startedAt: time("started_at"),
    endedAt: time("ended_at"),
  },
  (table) => [
    index("executions_claimable_idx")
      .on(table.wakeAt)
      .where(sql`${table.owner} is null and ${table.wakeAt} is not null`),
    index("executions_owner_idx").on(table.owner).where(sql`${table.owner} is not null`),
    index("executions_user_idx").on(table.userId, table.createdAt),
    index("executions_chain_idx").on(table.chainId, table.createdAt),
    uniqueIndex("executions_idempotency_key")
      .on(sql`coalesce(${table.userId}::text, '')`, table.idempotencyKey)
      .where(sql`${table.idempotencyKey} is not null`),
    check("executions_status_check", sql`${table.status} in (${words(EXECUTION_STATUSES)})`),
    check("executions_origin_check", sql`${table.origin} in (${words(EXECUTION_ORIGINS)})`),
  ],
);

export const stepExecutions = pgTable(
  "step_executions",
  {
    executionId: text("execution_id").notNull(),
    stepId: text("step_id").notNull(),
    status: text("status").notNull(),
    /** Attempts begun. */
    attempt: integer("attempt").notNull(),
    /** Attempts that failed; the retry policy counts these. */
    failures: integer("failures").notNull(),
    reason: jsonb("reason"),
    error: jsonb("error"),
    result: jsonb("result"),
    resultBytes: integer("result_bytes"),
    /** A large result lives in this file of the execution's folder; `result` is then a preview. */
    resultFile: text("result_file"),
    /** State of the browser after the step. */
    browser: jsonb("browser"),
    wakeAt: time("wake_at"),
    startedAt: time("started_at"),
    endedAt: time("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.executionId, table.stepId] }),
    check("step_executions_status_check", sql`${table.status} in (${words(STEP_STATUSES)})`),
  ],
);

/** The log that pages follow. `seq` comes from the execution's row in the same transaction: commit order is its order. */
export const executionEvents = pgTable(
  "execution_events",
  {
    executionId: text("execution_id").notNull(),
    seq: integer("seq").notNull(),
    at: time("at").notNull(),
    kind: text("kind").notNull(),
    stepId: text("step_id"),
    attempt: integer("attempt"),
    data: jsonb("data"),
  },
  (table) => [primaryKey({ columns: [table.executionId, table.seq] })],
);

/** Orders to the process that drives an execution; deleted by the flush that obeys. */
export const executionCommands = pgTable(
  "execution_commands",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    executionId: text("execution_id").notNull(),
    command: text("command").notNull(),
    stepId: text("step_id"),
    by: text("by"),
    note: text("note"),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("execution_commands_execution_idx").on(table.executionId),
    check("execution_commands_command_check", sql`${table.command} in ('cancel', 'pause', 'resume', 'continue')`),
  ],
);

/** Server processes: each renews one row of its own; what a silent one drove is claimed by another. */
export const processes = pgTable("processes", {
  id: uuid("id").primaryKey(),
  host: text("host").notNull(),
  pid: integer("pid").notNull(),
  startedAt: time("started_at").notNull(),
  expiresAt: time("expires_at").notNull(),
});
