import type { Sql } from "../../db/client";

const MANY_MORE = 4;

/**
 * Has Postgres look again at how large the hot tables are, so that statements get new plans. `added`: how many executions are new;
 * when it knows of many more already, these change nothing, and the look at large tables takes a second. Takes no lock that
 * anybody waits for.
 */
export async function analyzeHotTables(sql: Sql, added: number): Promise<void> {
  const [known] = await sql<{ rows: number }[]>`
    select reltuples::float8 as rows from pg_class where oid = 'executions'::regclass`;
  if (known && known.rows >= MANY_MORE * added) return;
  await sql`analyze executions, step_executions, execution_events`;
}
