import { isDeepStrictEqual } from "node:util";
import type { ExecutionOrigin } from "../../db/schema/executions";
import type { JsonObject } from "../core/json";
import { concurrencyOf } from "../core/plan/concurrency-key";
import type { Plan } from "../core/plan/plan";
import { AppError } from "../errors";
import { newId } from "../new-id";
import { startLimited } from "../store/concurrency";
import { findExecution } from "../store/executions";
import { jsonText } from "../store/json-text";
import type { ExecutionStart } from "../store/start-executions";
import { type Actor, userIdOf } from "./actor";
import type { Chains } from "./chains";
import type { ServiceDependencies } from "./dependencies";
import { checkParams } from "./params";
import { createStarter } from "./starter";

const EXECUTION_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export interface StartRequest {
  params: JsonObject;
  origin: ExecutionOrigin;
  idempotencyKey?: string | null;
  executionId?: string | null;
  /** Higher goes first among the queued ones of the chain; -100 to 100. */
  priority?: number;
  /** The saved task that runs. */
  taskId?: string;
  /** The moment of a schedule for which it runs, epoch milliseconds. */
  dueAt?: number;
  /** How many dispatches of hooks led to it. */
  depth?: number;
  /** A try-out from the builder: shown apart, and not counted. */
  isTest?: boolean;
  /** For a caller that drives the execution itself: others keep off for so long. */
  heldForMs?: number;
}

/** What came of a start. */
export interface StartAnswer {
  id: string;
  /** False: `id` was there before. */
  created: boolean;
  /** Another execution with the same concurrency key goes on, and `id` is its id. */
  alreadyRunning: boolean;
  /** It waits for others with its concurrency key. */
  held: boolean;
  /** It was recorded and ended at once, because others with its concurrency key went on. */
  skipped: boolean;
}

export type Starts = ReturnType<typeof createStarts>;

/** Starting executions: of a chain, by its schedule, of a plan without a chain. */
export function createStarts(deps: ServiceDependencies, chains: Chains) {
  const { sql } = deps.db;
  const record = createStarter(sql, deps.startsHere ?? null);

  async function begin(
    actor: Actor,
    plan: Plan,
    of: { chainId: string | null; versionNumber: number | null },
    request: StartRequest,
  ): Promise<StartAnswer> {
    const start = startOf(actor, plan, of, request);
    const concurrency = concurrencyOf(plan, of.chainId, start.params);
    const answer = concurrency
      ? fromLimited(
          await startLimited(
            sql,
            { ...start, concurrency: { key: concurrency.key, limit: concurrency.limit, held: true } },
            concurrency.onConflict,
          ),
        )
      : { ...NOTHING_ELSE, ...(await record(start, plan)) };
    if (request.executionId && !answer.created && !answer.alreadyRunning && answer.id === start.id) {
      await refuseOther(start);
    }
    return answer;
  }

  /** An id that the caller chose is that of the same start again, or it is taken. */
  async function refuseOther(start: ExecutionStart): Promise<void> {
    const there = await findExecution(sql, start.id);
    const same =
      there !== null &&
      there.userId === start.userId &&
      there.chainId === start.chainId &&
      (start.chainId !== null || there.planHash === start.planHash) &&
      sameJson(there.params, start.params);
    if (same) return;
    throw new AppError("conflict", `The execution id "${start.id}" is taken by another execution. Choose another one.`);
  }

  /** Starts the newest version of a chain. The same idempotency key again gives the same execution. */
  async function start(actor: Actor, chainId: string, request: StartRequest): Promise<StartAnswer> {
    const { plan, number, status, name } = await chains.plan(actor, chainId);
    if (status === "archived") throw new AppError("conflict", `"${name}" is archived. Restore it to run it.`);
    return begin(actor, plan, { chainId, versionNumber: number }, request);
  }

  return {
    start,

    /** Starts a chain for a moment of its schedule, in its owner's name; the same moment twice is one execution. */
    async startScheduled(chainId: string, ownerId: string, fireAt: number): Promise<StartAnswer> {
      return start(scheduleActor(ownerId), chainId, {
        params: {},
        origin: "schedule",
        idempotencyKey: `schedule:${chainId}:${fireAt}`,
        dueAt: fireAt,
      });
    },

    /** Starts a chain for a moment of the past; the same moment of the same backfill twice is one execution. */
    async startBackfill(chainId: string, ownerId: string, of: { id: string; fireAt: number }): Promise<StartAnswer> {
      return start(scheduleActor(ownerId), chainId, {
        params: {},
        origin: "schedule",
        idempotencyKey: `backfill:${of.id}:${of.fireAt}`,
        dueAt: of.fireAt,
      });
    },

    /** Starts a plan that belongs to no chain: `chainwright run FILE`. */
    async startPlan(actor: Actor, plan: Plan, request: StartRequest): Promise<StartAnswer> {
      return begin(actor, plan, { chainId: null, versionNumber: null }, request);
    },
  };
}

/** A schedule acts for the owner of its chain. */
export const scheduleActor = (ownerId: string): Actor => ({
  ...{ type: "user", id: ownerId, name: "schedule", email: "", role: "user", sessionId: "" },
});

const NOTHING_ELSE = { alreadyRunning: false, held: false, skipped: false };

function fromLimited({ id, created, outcome }: Awaited<ReturnType<typeof startLimited>>): StartAnswer {
  return {
    ...{ id, created, alreadyRunning: outcome === "already_running" },
    ...{ held: outcome === "held", skipped: outcome === "skipped" },
  };
}

function startOf(
  actor: Actor,
  plan: Plan,
  of: { chainId: string | null; versionNumber: number | null },
  request: StartRequest,
): ExecutionStart {
  const { executionId, priority = 0 } = request;
  const checked = checkParams(plan, request.params);
  if (!checked.ok) {
    const message = checked.problems.map((problem) => problem.message).join(" ");
    throw new AppError("invalid", message, { problems: checked.problems });
  }
  if (executionId && !EXECUTION_ID.test(executionId)) {
    throw new AppError("invalid", "An execution id has 1 to 64 letters, digits, - and _.");
  }
  if (!Number.isInteger(priority) || Math.abs(priority) > 100) {
    throw new AppError("invalid", "A priority is a whole number from -100 to 100.");
  }
  return {
    id: executionId ?? newId(),
    userId: userIdOf(actor),
    ...of,
    chainName: plan.name,
    planHash: plan.hash,
    origin: request.origin,
    idempotencyKey: request.idempotencyKey ?? null,
    params: checked.params,
    createdAt: new Date(),
    dueAt: request.dueAt ?? null,
    priority,
    taskId: request.taskId ?? null,
    isTest: request.isTest ?? false,
    ...(request.depth ? { depth: request.depth } : {}),
    ...(request.heldForMs ? { heldForMs: request.heldForMs } : {}),
  };
}

/** Whatever the order of the keys, which the database does not keep. */
function sameJson(stored: JsonObject, given: JsonObject): boolean {
  return isDeepStrictEqual(stored, JSON.parse(jsonText(given) ?? "{}"));
}
