import type { ExecutionOrigin } from "../../db/schema/executions";
import { keptSteps } from "../core/execution/replaying";
import type { JsonObject } from "../core/json";
import { concurrencyOf } from "../core/plan/concurrency-key";
import type { Plan } from "../core/plan/plan";
import { didYouMean, nearest } from "../core/validation/nearest";
import { AppError } from "../errors";
import { newId } from "../new-id";
import { type ExecutionRecord, listSteps } from "../store/executions";
import { startReplay } from "../store/replays";
import { findStarted } from "../store/start-values";
import { type Actor, userIdOf } from "./actor";
import type { Chains } from "./chains";
import type { ServiceDependencies } from "./dependencies";
import { createExecutionAccess, refuseUnless } from "./execution-access";
import { stepStates } from "./execution-state";
import { checkParams } from "./params";

const MAX_BYTES = 256 * 1024;

export interface ReplayRequest {
  /** From here on everything runs again; what ended before and beside it is kept. */
  fromStep: string;
  /** Of the chain: the one that ran then, or the newest. */
  version: "same" | "newest";
  /** Parameters of that step, by top-level key, that stand in for the written ones as they are. */
  parameters?: JsonObject;
  origin: ExecutionOrigin;
  idempotencyKey?: string | null;
  /** For a caller that drives the execution itself: others keep off for so long. */
  heldForMs?: number;
}

export interface ReplayAnswer {
  id: string;
  created: boolean;
  /** Steps whose ends it took over. */
  kept: string[];
}

/** Running an ended execution again from one of its steps, as a new execution. */
export function createReplays(deps: ServiceDependencies, chains: Chains) {
  const { sql } = deps.db;
  const access = createExecutionAccess(deps);

  async function planFor(actor: Actor, old: ExecutionRecord, version: ReplayRequest["version"]) {
    if (version === "same") {
      return { plan: await access.planOf(old), versionNumber: old.versionNumber, params: old.params };
    }
    if (old.chainId === null) {
      throw new AppError("invalid", "It was started from a file, so there is no newer version. Use the same one.");
    }
    const { plan, number } = await chains.plan(actor, old.chainId);
    const known = Object.entries(old.params).filter(
      ([name, value]) => Object.hasOwn(plan.params, name) && value !== null,
    );
    const checked = checkParams(plan, Object.fromEntries(known));
    if (!checked.ok) {
      const problems = checked.problems.map((problem) => problem.message).join(" ");
      const message = `Version ${number} does not take the parameters of this execution. ${problems}`;
      throw new AppError("invalid", message, { problems: checked.problems });
    }
    return { plan, versionNumber: number, params: checked.params };
  }

  return {
    /** Starts the replay. The execution that it replays stays as it is; each knows of the other. */
    async replay(actor: Actor, id: string, request: ReplayRequest): Promise<ReplayAnswer> {
      const { fromStep, version, parameters = {} } = request;
      // What a step is given decides what it does: giving it something else is editing.
      const changes = Object.keys(parameters).length > 0;
      const old = await access.allowed(actor, id, changes ? "change" : "replay");
      refuseUnless("replay", old);
      const { plan, versionNumber, params } = await planFor(actor, old, version);
      checkFrom(plan, fromStep);
      checkParameters(parameters);
      const oldPlan = version === "same" ? plan : await access.planOf(old);
      const steps = stepStates(oldPlan, { steps: await listSteps(sql, id) });
      const kept = keptSteps({ plan: oldPlan, steps }, plan, fromStep);
      const concurrency = concurrencyOf(plan, old.chainId, params);
      // A replay that cannot begin at once waits in line, whatever the chain says: somebody asked for just this one.
      const held = concurrency && { key: concurrency.key, limit: concurrency.limit, held: true };
      const overrides = changes ? { [fromStep]: parameters } : null;
      const start = {
        ...{ id: newId(), userId: userIdOf(actor) ?? old.userId, chainId: old.chainId, chainName: plan.name },
        ...{
          versionNumber,
          planHash: plan.hash,
          origin: request.origin,
          params,
          dueAt: old.dueAt,
          createdAt: new Date(),
        },
        idempotencyKey: request.idempotencyKey ?? null,
        priority: old.priority,
        replay: { of: id, from: fromStep, overrides },
        ...(held ? { concurrency: held } : {}),
        ...(request.heldForMs ? { heldForMs: request.heldForMs } : {}),
      };
      const known = await findStarted(sql, start);
      if (known !== null) return { id: known, created: false, kept };
      // The rows name the files, so these are there first.
      await deps.copyFiles(id, start.id, kept);
      return { ...(await startReplay(sql, start, kept)), kept };
    },
  };
}

function checkFrom(plan: Plan, fromStep: string): void {
  const step = plan.steps.find(({ id }) => id === fromStep);
  if (!step) {
    const ids = plan.steps.map(({ id }) => id);
    const message = `That version has no step "${fromStep}".${didYouMean(nearest(fromStep, ids))}`;
    throw new AppError("invalid", message);
  }
  if (step.role === "step") return;
  const served = step.serves.map((index) => `"${plan.steps[index]?.id}"`).join(" or ");
  throw new AppError("invalid", `Step "${fromStep}" only stands by. Replay from ${served}, which it serves.`);
}

function checkParameters(parameters: JsonObject): void {
  const secret = Object.entries(parameters).find(([, value]) => JSON.stringify(value).includes("[secret:"));
  if (secret) {
    throw new AppError(
      "invalid",
      `The parameter "${secret[0]}" contains the name of a secret in place of its value. Leave it out: then it is filled in as written in the chain.`,
    );
  }
  if (Buffer.byteLength(JSON.stringify(parameters)) <= MAX_BYTES) return;
  throw new AppError("invalid", "The parameters are larger than 256 KiB.");
}
