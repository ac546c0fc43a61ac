import type { Sql } from "../../db/client";
import type { JsonValue } from "../core/json";
import { jsonText } from "./json-text";

/** What somebody fixed for a step of a chain: what it gives in tests. `failed`: the value is an error. */
export interface FixedResultRow {
  stepId: string;
  value: JsonValue;
  failed: boolean;
  updatedAt: Date;
}

interface Of {
  chainId: string;
  userId: string;
}

export async function listFixedResults(sql: Sql, { chainId, userId }: Of): Promise<FixedResultRow[]> {
  const rows = await sql<FixedResultRow[]>`
    select step_id as "stepId", value, failed, updated_at as "updatedAt" from fixed_results
    where chain_id = ${chainId} and user_id = ${userId} order by step_id`;
  return [...rows];
}

export async function saveFixedResult(
  sql: Sql,
  { chainId, userId }: Of,
  { stepId, value, failed }: Omit<FixedResultRow, "updatedAt">,
): Promise<void> {
  await sql`
    insert into fixed_results (chain_id, user_id, step_id, value, failed)
    values (${chainId}, ${userId}, ${stepId}, ${jsonText(value)}::text::json, ${Number(failed)}::int::boolean)
    on conflict (chain_id, user_id, step_id)
    do update set value = excluded.value, failed = excluded.failed, updated_at = now()`;
}

export async function deleteFixedResult(sql: Sql, { chainId, userId }: Of, stepId: string): Promise<void> {
  await sql`delete from fixed_results where chain_id = ${chainId} and user_id = ${userId} and step_id = ${stepId}`;
}
