/**
 * Lifecycle hooks. A moment and what it owes are written by the flush that records the transition; like the other hot tables they
 * have no foreign keys, and go when their execution goes.
 */
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  DELIVERY_STATES,
  HOOK_LEVELS,
  HOOK_MOMENTS,
  HOOK_TYPES,
  METRIC_KINDS,
  MOMENT_STATUSES,
} from "../../server/core/hooks/words";
import { time, words } from "./columns";

/** Something happened of which hooks have to tell: what they may tell of it is kept here, once for all of them. */
export const hookMoments = pgTable(
  "hook_moments",
  {
    id: uuid("id").primaryKey(),
    executionId: text("execution_id").notNull(),
    /** Of the execution; null: the operator's. */
    userId: uuid("user_id"),
    chainId: uuid("chain_id"),
    chainName: text("chain_name").notNull(),
    /** own: hooks of the step and its chain; server: those of an administrator, which their owner does not see. */
    level: text("level").notNull(),
    moment: text("moment").notNull(),
    /** success, failed or canceled; null: it has only started. */
    status: text("status"),
    stepId: text("step_id"),
    stepName: text("step_name"),
    /** What the templates of these hooks read, no more; never a secret, never a variable of the environment. */
    context: jsonb("context").notNull(),
    /** How many dispatches led to the execution. */
    depth: integer("depth").notNull().default(0),
    at: time("at").notNull(),
  },
  (table) => [
    index("hook_moments_execution_idx").on(table.executionId),
    index("hook_moments_user_idx").on(table.userId, table.at),
    index("hook_moments_chain_idx").on(table.chainId, table.at).where(sql`${table.chainId} is not null`),
    check("hook_moments_level_check", sql`${table.level} in (${words(HOOK_LEVELS)})`),
    check("hook_moments_moment_check", sql`${table.moment} in (${words(HOOK_MOMENTS)})`),
    check("hook_moments_status_check", sql`${table.status} in (${words(MOMENT_STATUSES)})`),
  ],
);

/** One hook of a moment: its turn comes when those before it are settled. */
export const hookDeliveries = pgTable(
  "hook_deliveries",
  {
    /** Also the `webhook-id`, the same on every try. */
    id: uuid("id").primaryKey(),
    momentId: uuid("moment_id").notNull(),
    /** Its place among the hooks of the moment. */
    position: integer("position").notNull(),
    executionId: text("execution_id").notNull(),
    type: text("type").notNull(),
    /** As it stands in the plan. */
    hook: jsonb("hook").notNull(),
    /** Of a webhook, once known: `name:port`. */
    host: text("host"),
    /** What it goes to, in a few words for a list. */
    target: text("target").notNull(),
    state: text("state").notNull(),
    /** Tries begun; those that a person asked for count too. */
    attempts: integer("attempts").notNull().default(0),
    /** Tries that count against the limit of its retry policy. */
    failures: integer("failures").notNull().default(0),
    /** Rises with every claim: a late result of an older one is not written. */
    fence: integer("fence").notNull().default(0),
    leaseUntil: time("lease_until"),
    /** Not before this; null: it is settled. */
    nextAt: time("next_at"),
    /** Why it is where it is, for people. */
    reason: text("reason"),
    /** A person asked for this try. */
    byHand: boolean("by_hand").notNull().default(false),
    /** What was sent last, secrets by name. */
    request: jsonb("request"),
    /** What came back last, cut off. */
    answer: jsonb("answer"),
    /** The last tries: when, how long, what came of it. */
    tries: jsonb("tries").notNull().default([]),
    /** The execution that a `dispatch_task` started. */
    dispatchedId: text("dispatched_id"),
    createdAt: time("created_at").notNull(),
    settledAt: time("settled_at"),
  },
  (table) => [
    uniqueIndex("hook_deliveries_place_key").on(table.momentId, table.position),
    index("hook_deliveries_due_idx").on(table.nextAt).where(sql`${table.nextAt} is not null`),
    index("hook_deliveries_execution_idx").on(table.executionId),
    index("hook_deliveries_created_idx").on(table.createdAt),
    index("hook_deliveries_host_idx").on(table.host, table.createdAt).where(sql`${table.host} is not null`),
    index("hook_deliveries_dispatched_idx").on(table.dispatchedId).where(sql`${table.dispatchedId} is not null`),
    check("hook_deliveries_type_check", sql`${table.type} in (${words(HOOK_TYPES)})`),
    check("hook_deliveries_state_check", sql`${table.state} in (${words(DELIVERY_STATES)})`),
  ],
);

/** The circuit breaker and the rate of a host, for all processes. */
export const hookHosts = pgTable("hook_hosts", {
  /** `name:port`. */
  host: text("host").primaryKey(),
  /** Failures in a row. */
  failures: integer("failures").notNull().default(0),
  /** How often it opened without a success in between: each time it stays open longer. */
  openings: integer("openings").notNull().default(0),
  openedAt: time("opened_at"),
  /** Not before this is one delivery tried; null: the breaker is closed. */
  openUntil: time("open_until"),
  lastError: text("last_error"),
  /** The second that is counted, and how many requests began in it. */
  windowAt: time("window_at").notNull().defaultNow(),
  windowCount: integer("window_count").notNull().default(0),
});

/** Addresses that answered 410: nothing more is sent there for that person until somebody turns them on again. */
export const hookGone = pgTable(
  "hook_gone",
  {
    id: uuid("id").primaryKey(),
    level: text("level").notNull(),
    userId: uuid("user_id"),
    /** Environment variables and secrets by name. */
    url: text("url").notNull(),
    deliveryId: uuid("delivery_id").notNull(),
    at: time("at").notNull(),
  },
  (table) => [
    uniqueIndex("hook_gone_key").on(table.level, sql`coalesce(${table.userId}::text, '')`, table.url),
    check("hook_gone_level_check", sql`${table.level} in (${words(HOOK_LEVELS)})`),
  ],
);

/** Counters and histograms: those of `metric` hooks, and the program's own. */
export const hookMetrics = pgTable(
  "hook_metrics",
  {
    /** Whose `metric` hook it is; null: the program's own, or the operator's. */
    userId: uuid("user_id"),
    name: text("name").notNull(),
    /** JSON with sorted keys. */
    labels: text("labels").notNull(),
    kind: text("kind").notNull(),
    sum: doublePrecision("sum").notNull(),
    count: doublePrecision("count").notNull(),
    /** Of a histogram: how many values were at most each bound. */
    buckets: doublePrecision("buckets").array().notNull(),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("hook_metrics_key").on(sql`coalesce(${table.userId}::text, '')`, table.name, table.labels),
    check("hook_metrics_kind_check", sql`${table.kind} in (${words(METRIC_KINDS)})`),
  ],
);
