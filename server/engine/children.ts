/**
 * Steps that run another chain. The child is an execution of its own, recorded in the same commit in which the step begins to wait
 * for it; its end is told to the parent in the commit that ends it. So neither exists without the other, whatever dies.
 */

import type { Sql } from "../../db/client";
import { resultOf } from "../core/execution/outcome";
import type { StepFailure } from "../core/execution/state";
import type { JsonObject, JsonValue } from "../core/json";
import { concurrencyOf } from "../core/plan/concurrency-key";
import { resolveParams } from "../core/plan/params";
import type { Plan } from "../core/plan/plan";
import { newId } from "../new-id";
import { type ClaimedExecution, loadSteps } from "../store/claims";
import type { ExecutionStart } from "../store/start-values";
import { findEnd, findRunnableChains, type RunnableChain } from "../store/sub-chains";
import type { ChildOutcome } from "./attempt-end";
import type { PlanCache } from "./plan-cache";
import type { Clock, ResultFiles, StepOutcome } from "./ports";
import { rebuild } from "./rebuild";

/** Chains may run each other this deep: a chain that runs itself comes to an end. */
export const MAX_DEPTH = 10;

export interface ChildEnd {
  result: JsonValue;
  error: StepFailure | null;
}

export interface Children {
  /** The execution that a step goes on as; not recorded yet. */
  prepare(
    parent: ClaimedExecution,
    step: ParentStep,
    chain: string,
    params: JsonObject,
  ): Promise<ChildOutcome | StepOutcome>;
  /** What came of a child that has ended. */
  end(childId: string): Promise<ChildEnd>;
}

export interface ParentStep {
  stepId: string;
  item: number | null;
}

export function createChildren(sql: Sql, plans: PlanCache, results: ResultFiles, clock: Clock): Children {
  return {
    async prepare(parent, step, name, params) {
      if (parent.depth + 1 > MAX_DEPTH) {
        return failed(`Chains run each other more than ${MAX_DEPTH} deep. Does "${name}" run itself?`);
      }
      const found = await findRunnableChains(sql, parent.id, name);
      const [chain] = found;
      const problem = problemWith(found, name);
      if (problem !== null || !chain) return failed(problem ?? `There is no chain "${name}".`);
      const plan = await plans.get(chain.planHash);
      const resolved = resolveParams(plan.params, params);
      if (!resolved.ok) {
        const problems = resolved.problems.map((one) => one.message).join(" ");
        return {
          status: "failed",
          error: { code: "invalid_input", message: `Chain "${name}": ${problems}`, retryable: false },
        };
      }
      const child = startOf(parent, step, chain, plan, resolved.params, clock.now());
      return { status: "child", child, message: `Waits for chain "${chain.name}", execution ${child.id}.` };
    },

    async end(childId) {
      const end = await findEnd(sql, childId);
      if (!end) throw new Error(`Execution ${childId} has not ended.`);
      if (end.status !== "succeeded") {
        const why = end.reason?.message ?? end.status.replace("_", " ");
        const error = { code: "sub_chain_failed", message: `Chain "${end.chainName}": ${why}` } as const;
        return {
          result: null,
          error: { ...error, retryable: end.status !== "canceled", details: { execution: childId } },
        };
      }
      const plan = await plans.get(end.planHash);
      return { result: await resultsOf(childId, plan), error: null };
    },
  };

  async function resultsOf(id: string, plan: Plan): Promise<JsonObject> {
    const rows = await loadSteps(sql, [id]);
    const facts = { id, status: "succeeded", createdAt: 0, startedAt: 0, deadlineAt: null } as ClaimedExecution;
    const { state } = await rebuild(facts, plan, rows, results);
    const own = plan.steps.flatMap((step, index) =>
      step.role === "step" && step.pass.result ? [[step.outputKey, resultOf(plan, state.steps, index)] as const] : [],
    );
    return Object.fromEntries(own);
  }
}

function problemWith(found: RunnableChain[], name: string): string | null {
  const [chain] = found;
  if (!chain) return `There is no chain "${name}" that this execution may run. Name one of its owner's chains.`;
  if (found.length > 1)
    return `There are several chains called "${name}". Write the id of one: ${found.map((one) => one.chainId).join(", ")}.`;
  return chain.status === "archived" ? `Chain "${name}" is archived. Restore it to run it.` : null;
}

function startOf(
  parent: ClaimedExecution,
  step: ParentStep,
  chain: RunnableChain,
  plan: Plan,
  params: JsonObject,
  now: number,
): ExecutionStart {
  const concurrency = concurrencyOf(plan, chain.chainId, params);
  return {
    id: newId(),
    userId: parent.userId,
    chainId: chain.chainId,
    chainName: plan.name,
    versionNumber: chain.versionNumber,
    planHash: plan.hash,
    origin: "sub_chain",
    idempotencyKey: null,
    params,
    createdAt: new Date(now),
    priority: parent.priority,
    parent: { id: parent.id, step: step.stepId, item: step.item },
    depth: parent.depth + 1,
    isTest: parent.isTest,
    // Whatever the chain says of conflicts, a step that waits for a child waits in line with it.
    ...(concurrency === null ? {} : { concurrency: { key: concurrency.key, limit: concurrency.limit, held: true } }),
  };
}

const failed = (message: string): StepOutcome => ({
  status: "failed",
  error: { code: "sub_chain_failed", message, retryable: false },
});
