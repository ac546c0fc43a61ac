import type { Sql } from "../../db/client";

/**
 * Has Postgres look again at how large the hot tables are, so that statements get new plans, unless it knows of that many
 * executions already: the look at large tables takes a second. Takes no lock that anybody waits for.
 */
export async function analyzeHotTables(sql: Sql, executions: number): Promise<void> {
  const [known] = await sql<{ rows: number }[]>`
    select reltuples::float8 as rows from pg_class where oid = 'executions'::regclass`;
  if (known && known.rows >= executions) return;
  await sql`analyze executions, step_executions, execution_events`;
}
