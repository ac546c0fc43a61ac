import { v7 as uuidv7 } from "uuid";
import { type Fixed, givenEnds } from "../core/execution/given-ends";
import type { JsonObject } from "../core/json";
import type { Plan } from "../core/plan/plan";
import { type TrialScope, trialOf } from "../core/plan/trial";
import { didYouMean, nearest } from "../core/validation/nearest";
import { AppError } from "../errors";
import { listFixedResults } from "../store/fixed-results";
import { savePlan } from "../store/plans";
import type { ExecutionStart } from "../store/start-executions";
import { lastSuccesses, startTrial, type TrialEnds } from "../store/trials";
import { createAccess } from "./access";
import type { Actor } from "./actor";
import type { Chains } from "./chains";
import type { ServiceDependencies } from "./dependencies";
import { type FixedResult, fixedResult } from "./fixed-results";
import { checkParams } from "./params";

export interface TestRequest {
  /** The draft. */
  source: string;
  scope: { type: "whole" } | { type: "step" | "up_to"; stepId: string };
  params: JsonObject;
  /** Whose results a step on its own takes first; absent: the newest ones. */
  executionId?: string;
}

export interface TestAnswer {
  /** Of the execution. */
  id: string;
  /** Whose results it began with. */
  given: { stepId: string; name: string; from: { type: "fixed" } | { type: "execution"; id: string } }[];
}

/** Trying out a draft, in whole or in part. A test is an execution of its own that nobody is told of and no statistic counts. */
export function createChainTests(deps: ServiceDependencies, chains: Chains) {
  const { sql } = deps.db;
  const { ownOf } = createAccess(deps);

  return {
    async start(actor: Actor, chainId: string, request: TestRequest): Promise<TestAnswer> {
      const of = await ownOf(actor, chainId, "edit");
      const draft = await chains.prepareFor(actor, chainId, request.source);
      const fixed = fixedIn(draft, (await listFixedResults(sql, of)).map(fixedResult));
      const { plan, given, skipped } = trialOf(draft, scopeIn(draft, request.scope), new Set(fixed.keys()));
      const params = paramsFor(plan, request.params);
      const without = [...given].filter((index) => !fixed.has(index)).map((index) => idOf(plan, index));
      const copied = await lastSuccesses(sql, of, without, request.executionId ?? null);
      refuseMissing(
        plan,
        without.filter((id) => !copied.some(({ stepId }) => stepId === id)),
      );
      const start: ExecutionStart = {
        ...{ id: uuidv7(), userId: of.userId, chainId, chainName: plan.name, versionNumber: null, planHash: plan.hash },
        ...{ origin: "manual", idempotencyKey: null, params, createdAt: new Date(), isTest: true },
      };
      const used = new Map([...fixed].filter(([index]) => given.has(index)));
      const made = madeEnds(plan, start, used, skipped);
      await savePlan(sql, plan);
      for (const [from, stepIds] of byExecution(copied)) await deps.copyFiles(from, start.id, stepIds);
      await startTrial(sql, start, { made, copied });
      return { id: start.id, given: givenWords(plan, [...used.keys()], copied) };
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

/** By the index of the step. What is fixed for a step that is no longer there waits for its return. */
function fixedIn(plan: Plan, rows: readonly FixedResult[]): Map<number, Fixed> {
  return new Map(
    rows.flatMap((row): [number, Fixed][] => {
      const index = plan.steps.findIndex(({ id }) => id === row.stepId);
      if (index < 0) return [];
      if (row.type === "result") return [[index, { type: "result", value: row.value }]];
      return [[index, { type: "error", error: { ...row.error, retryable: false } }]];
    }),
  );
}

function paramsFor(plan: Plan, given: JsonObject): JsonObject {
  const checked = checkParams(plan, given);
  if (checked.ok) return checked.params;
  const message = checked.problems.map((problem) => problem.message).join(" ");
  throw new AppError("invalid", message, { problems: checked.problems });
}

function refuseMissing(plan: Plan, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const names = ids.map((id) => `"${plan.steps.find((step) => step.id === id)?.name ?? id}"`);
  const reads = names.length === 1 ? "a result" : "results";
  throw new AppError(
    "invalid",
    `The step reads ${names.join(" and ")}, which has not run yet. Fix ${reads} for ${names.join(" and ")}, or test up to this step.`,
    { missing: ids },
  );
}

function madeEnds(
  plan: Plan,
  start: ExecutionStart,
  fixed: ReadonlyMap<number, Fixed>,
  skipped: ReadonlySet<number>,
): TrialEnds["made"] {
  const { id, origin, userId, chainId, params } = start;
  const facts = { id, origin, userId, chainId, params, createdAt: start.createdAt.getTime() };
  const answer = givenEnds(plan, facts, fixed, skipped);
  if ("problem" in answer) {
    throw new AppError("invalid", `"${plan.steps[answer.step]?.name}": ${answer.problem}`);
  }
  return [...answer.ends].map(([index, end]) => ({ stepId: idOf(plan, index), end, fixed: fixed.has(index) }));
}

function byExecution(copied: TrialEnds["copied"]): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const { stepId, executionId } of copied) {
    grouped.set(executionId, [...(grouped.get(executionId) ?? []), stepId]);
  }
  return grouped;
}

function givenWords(plan: Plan, fixed: readonly number[], copied: TrialEnds["copied"]): TestAnswer["given"] {
  const words = (stepId: string, from: TestAnswer["given"][number]["from"]) => ({
    ...{ stepId, from },
    name: plan.steps.find(({ id }) => id === stepId)?.name ?? stepId,
  });
  return [
    ...fixed.map((index) => words(idOf(plan, index), { type: "fixed" })),
    ...copied.map(({ stepId, executionId }) => words(stepId, { type: "execution", id: executionId })),
  ];
}

const idOf = (plan: Plan, index: number): string => plan.steps[index]?.id ?? "";
