import type { JsonObject } from "../core/json";
import type { Plan } from "../core/plan/plan";
import type { TrialScope } from "../core/plan/trial";
import { didYouMean, nearest } from "../core/validation/nearest";
import { AppError } from "../errors";
import { listFixedResults } from "../store/fixed-results";
import { createAccess } from "./access";
import type { Actor } from "./actor";
import type { Chains } from "./chains";
import type { ServiceDependencies } from "./dependencies";
import { fixedResult } from "./fixed-results";
import { createTrials, type TestAnswer } from "./trials";

export interface TestRequest {
  /** The draft. */
  source: string;
  scope: { type: "whole" } | { type: "step" | "up_to"; stepId: string };
  params: JsonObject;
  /** Whose results a step on its own takes first; absent: the newest ones. */
  executionId?: string;
}

export type { TestAnswer };

/** Trying out a draft, in whole or in part. */
export function createChainTests(deps: ServiceDependencies, chains: Chains) {
  const { sql } = deps.db;
  const { ownOf } = createAccess(deps);
  const trials = createTrials(deps);

  return {
    async start(actor: Actor, chainId: string, request: TestRequest): Promise<TestAnswer> {
      const of = await ownOf(actor, chainId, "edit");
      const plan = await chains.prepareFor(actor, chainId, request.source);
      const fixed = (await listFixedResults(sql, of)).map(fixedResult);
      const { params, executionId } = request;
      return trials.begin({ ...of, plan, fixed, params, executionId, scope: scopeIn(plan, request.scope) });
    },
  };
}

function scopeIn(plan: Plan, scope: TestRequest["scope"]): TrialScope {
  if (scope.type === "whole") return scope;
  const step = plan.steps.findIndex(({ id }) => id === scope.stepId);
  if (step >= 0) return { type: scope.type, step };
  const ids = plan.steps.map(({ id }) => id);
  throw new AppError("invalid", `The draft has no step "${scope.stepId}".${didYouMean(nearest(scope.stepId, ids))}`);
}
