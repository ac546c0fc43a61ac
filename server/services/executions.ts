import { v7 as uuidv7 } from "uuid";
import type { ExecutionOrigin } from "../../db/schema/executions";
import { type ExecutionAction, whyNot } from "../core/execution/actions";
import type { RecordedEvent } from "../core/execution/event";
import type { JsonObject } from "../core/json";
import type { Plan } from "../core/plan/plan";
import { AppError, notFound } from "../errors";
import { recordCommand } from "../store/commands";
import * as store from "../store/executions";
import { GroupCommit } from "../store/group-commit";
import { loadPlan } from "../store/plans";
import { type ExecutionStart, type StartAnswer, startExecutions } from "../store/start-executions";
import { type Actor, nameOf, userIdOf } from "./actor";
import { authorizeOwned } from "./authorize";
import type { Chains } from "./chains";
import { type ContextEntry, contextEntries } from "./context-view";
import type { ServiceDependencies } from "./dependencies";
import type { ExecutionRow, ExecutionView, StepDetail, StepView } from "./execution-view";
import { graphOf } from "./graph";
import { checkParams } from "./params";
import { recordedInput } from "./recorded-input";
import { attemptsOf, explain, filesOf } from "./step-detail";

const MAX_EVENTS = 20_000;
const EXECUTION_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export interface StartRequest {
  params: JsonObject;
  origin: ExecutionOrigin;
  idempotencyKey?: string | null;
  executionId?: string | null;
  /** For a caller that drives the execution itself: others keep off for so long. */
  heldForMs?: number;
}

/** Starting, following and steering executions. */
export function createExecutions(deps: ServiceDependencies, chains: Chains) {
  const { sql } = deps.db;
  const starts = new GroupCommit<ExecutionStart, StartAnswer>((batch) => startExecutions(sql, batch));

  async function owned(actor: Actor, id: string) {
    const row = await store.findExecution(sql, id);
    return authorizeOwned(actor, "execution", id, row && { ...row, ownerId: row.userId });
  }

  async function planOf(hash: string): Promise<Plan> {
    const plan = await loadPlan(sql, hash);
    if (!plan) throw notFound("plan", hash);
    return plan;
  }

  async function begin(
    actor: Actor,
    plan: Plan,
    of: { chainId: string | null; versionNumber: number | null },
    request: StartRequest,
  ): Promise<StartAnswer> {
    const checked = checkParams(plan, request.params);
    if (!checked.ok) {
      throw new AppError("invalid", checked.problems.map((problem) => problem.message).join(" "), {
        problems: checked.problems,
      });
    }
    if (request.executionId && !EXECUTION_ID.test(request.executionId)) {
      throw new AppError("invalid", "An execution id has 1 to 64 letters, digits, - and _.");
    }
    return starts.add({
      id: request.executionId ?? uuidv7(),
      userId: userIdOf(actor),
      chainId: of.chainId,
      chainName: plan.name,
      versionNumber: of.versionNumber,
      planHash: plan.hash,
      origin: request.origin,
      idempotencyKey: request.idempotencyKey ?? null,
      params: checked.params,
      createdAt: new Date(),
      ...(request.heldForMs ? { heldForMs: request.heldForMs } : {}),
    });
  }

  async function command(
    actor: Actor,
    id: string,
    action: ExecutionAction,
    stepId: string | null,
    note: string | null,
  ): Promise<void> {
    const execution = await owned(actor, id);
    const refusal = whyNot(action, execution.status);
    if (refusal) throw new AppError("conflict", refusal);
    await recordCommand(sql, {
      executionId: id,
      command: action,
      stepId,
      by: nameOf(actor),
      note,
      item: null,
      data: null,
    });
  }

  return {
    /** Starts the newest version of a chain. The same idempotency key again gives the same execution. */
    async start(actor: Actor, chainId: string, request: StartRequest): Promise<StartAnswer> {
      const { plan, number, status, name } = await chains.plan(actor, chainId);
      if (status === "archived") throw new AppError("conflict", `"${name}" is archived. Restore it to run it.`);
      return begin(actor, plan, { chainId, versionNumber: number }, request);
    },

    /** Starts a chain for a moment of its schedule, in its owner's name; the same moment twice is one execution. */
    async startScheduled(chainId: string, ownerId: string, fireAt: number): Promise<StartAnswer> {
      const owner: Actor = { type: "user", id: ownerId, name: "schedule", email: "", role: "user", sessionId: "" };
      return this.start(owner, chainId, {
        params: {},
        origin: "schedule",
        idempotencyKey: `schedule:${chainId}:${fireAt}`,
      });
    },

    /** Starts a plan that belongs to no chain: `chainwright run FILE`. */
    async startPlan(actor: Actor, plan: Plan, request: StartRequest): Promise<StartAnswer> {
      return begin(actor, plan, { chainId: null, versionNumber: null }, request);
    },

    async get(actor: Actor, id: string): Promise<ExecutionView> {
      await owned(actor, id);
      const snapshot = await store.readSnapshot(sql, id);
      if (!snapshot) throw notFound("execution", id);
      const { execution, steps } = snapshot;
      const plan = await planOf(execution.planHash);
      const usualDurationMs = execution.chainId ? await store.usualDuration(sql, execution.chainId) : null;
      const byId = new Map(steps.map((step) => [step.stepId, step]));
      const { userId: _, planHash: __, ending: ___, ...rest } = execution;
      return {
        ...rest,
        share: plan.share,
        graph: graphOf(plan),
        steps: plan.steps.map((step) => stepView(step.id, byId.get(step.id))),
        usualDurationMs,
      };
    },

    async list(
      actor: Actor,
      filter: { chainId?: string; status?: string[]; search?: string; limit: number; cursor?: string },
    ): Promise<{ items: ExecutionRow[]; nextCursor: string | null }> {
      const { chainId = null, status = null, search = null, limit } = filter;
      const rows = await store.listExecutions(sql, {
        ...{ userId: userIdOf(actor), chainId, search, limit: limit + 1 },
        status: status && status.length > 0 ? status : null,
        before: readCursor(filter.cursor),
      });
      const items = rows.slice(0, limit).map(rowOf);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? `${last.createdAt}:${last.id}` : null };
    },

    async step(actor: Actor, id: string, stepId: string): Promise<StepDetail> {
      const execution = await owned(actor, id);
      const plan = await planOf(execution.planHash);
      if (!plan.steps.some((step) => step.id === stepId)) throw notFound("step", stepId);
      const [rows, steps, events] = await Promise.all([
        store.listResults(sql, id),
        store.listSteps(sql, id),
        store.listEvents(sql, id, { afterSeq: 0, limit: MAX_EVENTS, stepId }),
      ]);
      const step = stepView(
        stepId,
        steps.find((entry) => entry.stepId === stepId),
      );
      const row = rows.find((entry) => entry.stepId === stepId);
      const attempts = attemptsOf(events);
      const begunAt = attempts.at(-1)?.startedAt ?? null;
      return {
        step,
        input: begunAt === null ? null : recordedInput(plan, execution, rows, stepId, begunAt),
        result: step.endedAt === null ? null : (row?.result ?? null),
        resultFile: row?.resultFile ?? null,
        browserUrl: row?.browser?.url ?? null,
        attempts,
        logs: events.filter((event): event is StepDetail["logs"][number] => event.kind === "log"),
        files: filesOf(id, events),
        explanation: explain(step),
      };
    },

    async context(actor: Actor, id: string): Promise<{ entries: ContextEntry[] }> {
      const execution = await owned(actor, id);
      const plan = await planOf(execution.planHash);
      return { entries: contextEntries(plan, execution, await store.listResults(sql, id)) };
    },

    /** Every result by its output key, whole; errors by step id. */
    async outcome(actor: Actor, id: string) {
      const execution = await owned(actor, id);
      const plan = await planOf(execution.planHash);
      return { execution, plan, rows: await store.listResults(sql, id), steps: await store.listSteps(sql, id) };
    },

    async events(actor: Actor, id: string, afterSeq: number, limit: number): Promise<RecordedEvent[]> {
      await owned(actor, id);
      return store.listEvents(sql, id, { afterSeq, limit });
    },

    /** Refuses when the execution is not the actor's; for doors that serve its files. */
    async authorizeRead(actor: Actor, id: string): Promise<void> {
      await owned(actor, id);
    },

    cancel: (actor: Actor, id: string, note: string | null) => command(actor, id, "cancel", null, note),
    pause: (actor: Actor, id: string) => command(actor, id, "pause", null, null),
    resume: (actor: Actor, id: string) => command(actor, id, "resume", null, null),

    async continue(actor: Actor, id: string, stepId: string, note: string | null): Promise<void> {
      await owned(actor, id);
      const step = (await store.listSteps(sql, id)).find((entry) => entry.stepId === stepId);
      if (step?.reason?.code !== "manual_trigger")
        throw new AppError("conflict", `Step "${stepId}" does not wait for a person.`);
      await command(actor, id, "continue", stepId, note);
    },
  };
}

function stepView(id: string, row: store.StepRecord | undefined): StepView {
  if (!row) {
    const nothing = { reason: null, error: null, wakeAt: null, startedAt: null, endedAt: null, resultBytes: null };
    return { id, status: "pending", attempt: 0, ...nothing };
  }
  const { stepId: _, resultFile: __, ...rest } = row;
  return { id, ...rest };
}

function rowOf(record: store.ExecutionRecord): ExecutionRow {
  const { id, chainId, chainName, origin, status, withErrors, waiting, reason, createdAt, startedAt, endedAt } = record;
  return { id, chainId, chainName, origin, status, withErrors, waiting, reason, createdAt, startedAt, endedAt };
}

function readCursor(cursor: string | undefined): { createdAt: number; id: string } | null {
  const match = cursor ? /^(\d+(?:\.\d+)?):(.{1,64})$/.exec(cursor) : null;
  return match?.[1] && match[2] ? { createdAt: Number(match[1]), id: match[2] } : null;
}
