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

export const EXECUTION_COMMANDS = ["cancel", "pause", "resume", "continue", "answer", "child_ended"] as const;
export type ExecutionCommand = (typeof EXECUTION_COMMANDS)[number];

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
    /** Of a task that runs alone. */
    taskId: uuid("task_id"),
    /** A try-out from the builder: shown apart, and not counted. */
    isTest: boolean("is_test").notNull().default(false),
    planHash: text("plan_hash").notNull(),
    /** A process claims only plans whose format it knows: an older version leaves newer ones to the others. */
    planFormat: integer("plan_format").notNull().default(1),
    origin: text("origin").$type<ExecutionOrigin>().notNull(),
    idempotencyKey: text("idempotency_key"),
    params: jsonb("params").notNull(),
    /** Of a schedule's run: the moment that it stands for, which may be long before it began. */
    dueAt: time("due_at"),
    /** Of a sub-chain: the step that waits for it. `parent_item` as `item` of `step_executions`. */
    parentId: text("parent_id"),
    parentStep: text("parent_step"),
    parentItem: integer("parent_item"),
    /** How many executions are above it. */
    depth: integer("depth").notNull().default(0),
    /** Of a replay: the execution whose results it began with, and the step from which it went on. */
    replayOf: text("replay_of"),
    replayFrom: text("replay_from"),
    /** Of a replay: parameters by step id that stand in for the plan's, as they are. */
    overrides: jsonb("overrides"),
    /** Higher goes first among the queued ones of its lane. */
    priority: integer("priority").notNull().default(0),
    /** Who waits in line with whom: the chain, else the person. A long line keeps no other one waiting. */
    lane: text("lane").notNull().default(""),
    /** Rendered `concurrency.key`, with the chain in front; null: no limit. */
    concurrencyKey: text("concurrency_key"),
    concurrencyLimit: integer("concurrency_limit"),
    /** Queued until others with its key have ended. */
    held: boolean("held").notNull().default(false),
    status: text("status").notNull(),
    withErrors: boolean("with_errors").notNull().default(false),
    reason: jsonb("reason"),
    /** How it will end once its running steps have stopped: a cancel outlives the process that began it. */
    ending: jsonb("ending"),
    /** Number of the last event when this row was last written: while steps just follow each other, only the history grows. */
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
    index("executions_lane_idx")
      .on(table.lane, table.priority.desc(), table.wakeAt)
      .where(sql`${table.owner} is null and ${table.wakeAt} is not null`),
    index("executions_concurrency_idx")
      .on(table.concurrencyKey, table.held, table.createdAt)
      .where(sql`${table.concurrencyKey} is not null and ${table.endedAt} is null`),
    index("executions_parent_idx").on(table.parentId).where(sql`${table.parentId} is not null`),
    index("executions_task_idx").on(table.taskId, table.createdAt).where(sql`${table.taskId} is not null`),
    index("executions_replay_idx").on(table.replayOf).where(sql`${table.replayOf} is not null`),
    index("executions_owner_idx").on(table.owner).where(sql`${table.owner} is not null`),
    index("executions_user_idx").on(table.userId, table.createdAt),
    // What goes on, among all that has ended: questions to people are looked for there. Its columns never change but at the end.
    index("executions_open_idx").on(table.userId).where(sql`${table.endedAt} is null`),
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
    /** Index of the item of a `for_each`; -1: the step itself. */
    item: integer("item").notNull().default(-1),
    status: text("status").notNull(),
    /** Attempts begun. */
    attempt: integer("attempt").notNull(),
    /** Attempts that failed; the retry policy counts these. */
    failures: integer("failures").notNull().default(0),
    /** Which iteration of a `repeat` it is in, from 1; 0: it has none. */
    iteration: integer("iteration").notNull().default(0),
    /** Index of the case of `next` that was taken; -1: none matched; null: nothing to choose. */
    taken: integer("taken"),
    /** Of the step itself: the list that its `for_each` runs over. */
    items: jsonb("items"),
    /** The execution of the sub-chain that it waits for. */
    childId: text("child_id"),
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
    primaryKey({ columns: [table.executionId, table.stepId, table.item] }),
    check("step_executions_status_check", sql`${table.status} in (${words(STEP_STATUSES)})`),
  ],
);

/**
 * The log that pages follow, and where an execution stands while a process drives it. One row holds all events of an execution in
 * one flush, up to number `seq`; or, as older rows and those of executions that nobody drives, one event in columns of its own.
 * Read it through `server/store/history.ts`.
 */
export const executionEvents = pgTable(
  "execution_events",
  {
    executionId: text("execution_id").notNull(),
    seq: integer("seq").notNull(),
    at: time("at"),
    kind: text("kind"),
    stepId: text("step_id"),
    /** Of an item of a `for_each`: its index; null: the step itself. */
    item: integer("item"),
    attempt: integer("attempt"),
    data: jsonb("data"),
    /** JSON of the events, the last of them number `seq`: `[[at, kind, step, item, attempt, data], ...]`. */
    events: text("events"),
    /** JSON of the steps that run after these events and have no row: `[[step, item, attempt, started at], ...]`. */
    running: text("running"),
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
    item: integer("item"),
    by: text("by"),
    note: text("note"),
    /** What the order carries: an answer, the end of a sub-chain. */
    data: jsonb("data"),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("execution_commands_execution_idx").on(table.executionId),
    // A step that waits for a person is answered once: the second answer finds the first, or a step that waits no more.
    uniqueIndex("execution_commands_answer_key")
      .on(table.executionId, table.stepId, sql`coalesce(${table.item}, -1)`)
      .where(sql`${table.command} in ('continue', 'answer')`),
    check("execution_commands_command_check", sql`${table.command} in (${words(EXECUTION_COMMANDS)})`),
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
