import type { Sql } from "../../db/client";
import type { Plan } from "../core/plan/plan";
import { upgradePlan } from "../core/plan/upgrade";
import { jsonText } from "./json-text";

/** Keeps a plan under the hash of its content; the same plan twice is one row. */
export async function savePlan(sql: Sql, plan: Plan): Promise<void> {
  await sql`insert into plans (hash, plan) values (${plan.hash}, ${jsonText(plan)}::text::json) on conflict do nothing`;
}

export async function loadPlan(sql: Sql, hash: string): Promise<Plan | null> {
  const rows = await sql<{ plan: unknown }[]>`select plan from plans where hash = ${hash}`;
  return rows[0] ? upgradePlan(rows[0].plan) : null;
}
