/**
 * The two clients of a process. Drizzle changes the parsers of the client that it is given (JSON parameters break), so
 * the hand-written statements and LISTEN have one of their own.
 */
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema";

export type Sql = postgres.Sql;
export type Orm = PostgresJsDatabase<typeof schema>;

export interface Database {
  /** Hand-written statements; results in snake_case as the database has them. */
  sql: Sql;
  /** Ordinary reads and writes. */
  orm: Orm;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Connections of each of the two clients. */
  max?: number;
}

/** Opens the clients; they connect on first use. */
export function openDatabase({ url, max = 6 }: DatabaseOptions): Database {
  const options = { max, onnotice: () => {}, connect_timeout: 10 };
  const sql = postgres(url, options);
  const client = postgres(url, options);
  return {
    sql,
    orm: drizzle(client, { schema }),
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), client.end({ timeout: 5 })]);
    },
  };
}
