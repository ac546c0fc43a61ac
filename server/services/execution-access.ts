import { type ExecutionAction, whyNot } from "../core/execution/actions";
import type { Plan } from "../core/plan/plan";
import { AppError, notFound } from "../errors";
import type { ExecutionRecord } from "../store/executions";
import { loadPlan } from "../store/plans";
import { createAccess } from "./access";
import type { ServiceDependencies } from "./dependencies";

/** An execution for whoever may do this with it, and its plan: how every function about executions begins. */
export function createExecutionAccess(deps: ServiceDependencies) {
  const { sql } = deps.db;
  return {
    allowed: createAccess(deps).execution,

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
