import type { Sql } from "../../db/client";

/** Has Postgres look again at how large the hot tables are; statements get new plans. Takes no lock that anybody waits for. */
export async function analyzeHotTables(sql: Sql): Promise<void> {
  await sql`analyze executions, step_executions, execution_events`;
}
