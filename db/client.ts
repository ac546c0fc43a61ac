/**
 * The clients of a process. Drizzle changes the parsers of the client that it is given (JSON parameters break), so
 * the hand-written statements and LISTEN have one of their own.
 */
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { ownArrayTypes } from "./array-types";
import * as schema from "./schema";
import { watchedConnections } from "./silence";

export type Sql = postgres.Sql;
export type Orm = PostgresJsDatabase<typeof schema>;

export interface Database {
  /** Hand-written statements; results in snake_case as the database has them. */
  sql: Sql;
  /**
   * The flushes of an engine. Their statements find rows by key and nothing else, so each has one plan for good: a plan for the
   * values at hand, or for tables as small as they were once, would look through all of them.
   */
  flush: Sql;
  /** Ordinary reads and writes. */
  orm: Orm;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Connections of each of the two clients. */
  max?: number;
  /** A connection that owes an answer for so long is given up. */
  silenceMs?: number;
}

/**
 * Milliseconds. Nothing waits for anybody in the middle of a transaction; a process that is frozen there keeps its locks no longer than
 * this, and gets an error when it thaws.
 */
const IDLE_IN_TRANSACTION = { idle_in_transaction_session_timeout: 10_000 };

const BY_KEY = {
  plan_cache_mode: "force_generic_plan",
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
};
/** One for each line of the flusher, and one for what a line writes anew. */
const FLUSHES = 4;
/** There are few, and a flush asks again and again: waits that grow would outlast the lease once the server is back. */
const RECONNECTS_AFTER_S = 0.2;

/** No statement of the product takes that long. */
const SILENCE_MS = 20_000;
/** Half of a lease: a renewal that hangs leaves time for another. */
const LEASE_SILENCE_MS = 4_000;

/** Opens the clients; they connect on first use. */
export function openDatabase({ url, max = 6, silenceMs = SILENCE_MS }: DatabaseOptions): Database {
  const options = {
    max,
    onnotice: () => {},
    connect_timeout: 10,
    connection: IDLE_IN_TRANSACTION,
    ...steady(silenceMs),
  };
  const sql = postgres(url, options);
  const flush = postgres(url, {
    ...options,
    max: Math.min(max, FLUSHES),
    connection: { ...IDLE_IN_TRANSACTION, ...BY_KEY },
    backoff: () => RECONNECTS_AFTER_S,
  });
  const client = postgres(url, options);
  return {
    sql,
    flush,
    orm: drizzle(client, { schema }),
    async close() {
      await Promise.all([sql, flush, client].map((one) => one.end({ timeout: 5 })));
    },
  };
}

/** A client of one connection for the renewals of a lease: nothing else may keep them waiting. */
export function openLeaseClient(url: string, silenceMs = LEASE_SILENCE_MS): Sql {
  return postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5, ...steady(silenceMs) });
}

/** Connections that may end at any moment without ending the process. */
const steady = (silenceMs: number) => ({ ...ownArrayTypes(), ...watchedConnections(silenceMs) });
