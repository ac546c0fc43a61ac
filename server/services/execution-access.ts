import { type ExecutionAction, whyNot } from "../core/execution/actions";
import type { Plan } from "../core/plan/plan";
import { AppError, notFound } from "../errors";
import { type ExecutionRecord, findExecution } from "../store/executions";
import { loadPlan } from "../store/plans";
import type { Actor } from "./actor";
import { authorizeOwned } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

/** An execution for whoever it belongs to, and its plan: how every function about executions begins. */
export function createExecutionAccess({ db: { sql } }: ServiceDependencies) {
  return {
    async owned(actor: Actor, id: string): Promise<ExecutionRecord> {
      const row = await findExecution(sql, id);
      return authorizeOwned(actor, "execution", id, row && { ...row, ownerId: row.userId });
    },

    async planOf({ planHash }: Pick<ExecutionRecord, "planHash">): Promise<Plan> {
      const plan = await loadPlan(sql, planHash);
      if (!plan) throw notFound("plan", planHash);
      return plan;
    },
  };
}

/** Refuses what the state of the execution does not allow, in the words that every surface shows. */
export function refuseUnless(action: ExecutionAction, { status }: Pick<ExecutionRecord, "status">): void {
  const refusal = whyNot(action, status);
  if (refusal) throw new AppError("conflict", refusal);
}
