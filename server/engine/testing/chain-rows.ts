import { v7 as uuidv7 } from "uuid";
import type { Database } from "../../../db/client";
import type { Plan } from "../../core/plan/plan";
import { insertChain } from "../../store/chains";
import { savePlan } from "../../store/plans";

/** A saved chain of a person, as the service makes one; its id. */
export async function chainOf(db: Pick<Database, "sql" | "orm">, ownerId: string, plan: Plan): Promise<string> {
  await savePlan(db.sql, plan);
  const ids = { chainId: uuidv7(), versionId: uuidv7(), ownerId };
  const facts = { name: plan.name, description: null, tags: [], source: "", language: "yaml" as const };
  await insertChain(db.orm, ids, { ...facts, planHash: plan.hash, nextRunAt: null });
  return ids.chainId;
}
