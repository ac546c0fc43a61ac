import { type Fixed, givenEnds } from "../core/execution/given-ends";
import type { JsonObject } from "../core/json";
import type { Plan } from "../core/plan/plan";
import { type TrialScope, trialOf } from "../core/plan/trial";
import { AppError } from "../errors";
import { newId } from "../new-id";
import { savePlan } from "../store/plans";
import type { ExecutionStart } from "../store/start-executions";
import { lastSuccesses, startTrial, type TrialEnds } from "../store/trials";
import type { ServiceDependencies } from "./dependencies";
import type { FixedResult } from "./fixed-results";
import { checkParams } from "./params";

export interface TestAnswer {
  /** Of the execution. */
  id: string;
  /** Whose results it began with. */
  given: { stepId: string; name: string; from: { type: "fixed" } | { type: "execution"; id: string } }[];
}

/** What is tried out. */
export interface Trial {
  plan: Plan;
  scope: TrialScope;
  fixed: readonly FixedResult[];
  params: JsonObject;
  userId: string;
  /** Null: it belongs to no chain. */
  chainId: string | null;
  /** Whose results a step on its own takes first; absent: the newest ones. */
  executionId?: string | undefined;
}

/** Begins tests: executions of their own that nobody is told of and no statistic counts. Whoever calls has asked who may. */
export function createTrials(deps: ServiceDependencies) {
  const { sql } = deps.db;

  return {
    async begin({ plan: draft, userId, chainId, ...trial }: Trial): Promise<TestAnswer> {
      const fixed = fixedIn(draft, trial.fixed);
      const { plan, given, skipped } = trialOf(draft, trial.scope, new Set(fixed.keys()));
      const params = paramsFor(plan, trial.params);
      const without = [...given].filter((index) => !fixed.has(index)).map((index) => idOf(plan, index));
      const copied =
        chainId === null ? [] : await lastSuccesses(sql, { chainId, userId }, without, trial.executionId ?? null);
      refuseMissing(
        plan,
        without.filter((id) => !copied.some(({ stepId }) => stepId === id)),
      );
      const start: ExecutionStart = {
        ...{ id: newId(), userId, chainId, chainName: plan.name, versionNumber: null, planHash: plan.hash },
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
