import { v7 as uuidv7 } from "uuid";
import type { TaskKind } from "../../../db/schema";
import type { ExecutionStatus } from "../../core/execution/states";
import type { JsonObject } from "../../core/json";
import { AppError, notFound } from "../../errors";
import { findExecution } from "../../store/executions";
import { loadPlan } from "../../store/plans";
import * as store from "../../store/tasks";
import type { Actor } from "../actor";
import { authorizeOwned, requireUser } from "../authorize";
import { type Chains, isUuid } from "../chains";
import type { ServiceDependencies } from "../dependencies";
import type { StartAnswer, Starts } from "../starts";
import { type HistoryPage, historyPage, type TaskRun } from "./history";
import { aloneText, bodyFrom, bodyOfStep, kindOf } from "./task-body";

const MAX_BODY_CHARACTERS = 200_000;

/** Times are epoch milliseconds. */
export interface TaskView {
  id: string;
  name: string;
  kind: TaskKind;
  body: JsonObject;
  createdAt: number;
  updatedAt: number;
}

export interface TaskRow extends TaskView {
  runs: number;
  last: { executionId: string; status: ExecutionStatus; at: number } | null;
}

export interface TaskInput {
  name: string;
  /** The keys of a step that say what it does. */
  body: JsonObject;
}

export interface HistoryFilter {
  search?: string;
  status?: string[];
  tool?: string;
  chainId?: string;
  taskId?: string;
  since?: number;
}

/** Saved step bodies that run alone, and everything that ran. */
export function createTasks(deps: ServiceDependencies, chains: Chains, starts: Pick<Starts, "startPlan">) {
  const { orm, sql } = deps.db;

  async function owned(actor: Actor, id: string): Promise<store.TaskRecord> {
    return authorizeOwned(actor, "task", id, isUuid(id) ? await store.findTask(orm, id) : null);
  }

  /** A task has to run alone, so it is compiled alone. */
  async function checked(actor: Actor, { name, body }: TaskInput) {
    const trimmed = name.trim();
    if (trimmed === "" || trimmed.length > 200)
      throw new AppError("invalid", "A task has a name of 1 to 200 characters.", { field: "name" });
    const kept = bodyFrom(body);
    if (JSON.stringify(kept).length > MAX_BODY_CHARACTERS)
      throw new AppError("invalid", `A task has at most ${MAX_BODY_CHARACTERS} characters.`, { field: "body" });
    await chains.prepare(actor, aloneText(trimmed, kept));
    return { name: trimmed, body: kept, kind: kindOf(kept) };
  }

  return {
    async list(
      actor: Actor,
      { search = null, limit, offset }: { search?: string | null; limit: number; offset: number },
    ): Promise<{ items: TaskRow[]; total: number }> {
      const rows = await store.listTasks(sql, { ownerId: requireUser(actor).id, search, limit, offset });
      return { items: rows.map(rowView), total: rows[0]?.total ?? 0 };
    },

    async get(actor: Actor, id: string): Promise<TaskView> {
      return view(await owned(actor, id));
    },

    /** @throws AppError invalid, with the diagnostics of the step. */
    async create(actor: Actor, input: TaskInput): Promise<{ id: string }> {
      const { id: ownerId } = requireUser(actor);
      const { name, body, kind } = await checked(actor, input);
      const id = uuidv7();
      await store.insertTask(orm, { id, ownerId, name, kind, body });
      return { id };
    },

    async update(actor: Actor, id: string, input: TaskInput): Promise<void> {
      const { ownerId } = await owned(actor, id);
      const { name, body, kind } = await checked(actor, input);
      await store.updateTask(orm, { id, ownerId }, { name, body, kind });
    },

    /** It is no longer offered; what ran stays. */
    async remove(actor: Actor, id: string): Promise<void> {
      const { ownerId } = await owned(actor, id);
      await store.deleteTask(orm, { id, ownerId });
    },

    /** Runs it by itself: nothing is shared with anything. The same key again is the same execution. */
    async run(
      actor: Actor,
      id: string,
      { idempotencyKey, executionId }: { idempotencyKey?: string; executionId?: string } = {},
    ): Promise<StartAnswer> {
      const { name, body } = await owned(actor, id);
      const alone = { name, steps: [{ id: "task", name, task: id }] };
      const plan = await chains.prepare(actor, JSON.stringify(alone), new Map([[id, { id, name, body }]]));
      const key = idempotencyKey === undefined ? null : `task:${id}:${idempotencyKey}`;
      return starts.startPlan(actor, plan, {
        ...{ params: {}, origin: "task", taskId: id, idempotencyKey: key, executionId: executionId ?? null },
      });
    },

    /** What ran, alone or in a chain. */
    async history(
      actor: Actor,
      filter: HistoryFilter,
      page: HistoryPage,
    ): Promise<{ items: TaskRun[]; total: number }> {
      const { search = null, status = null, tool = null, chainId = null, taskId = null, since = null } = filter;
      const wanted = { search: search?.trim() || null, status: status && status.length > 0 ? status : null };
      return historyPage(sql, { userId: requireUser(actor).id, ...wanted, tool, chainId, taskId, since }, page);
    },

    /** Name and body of a saved task, or of a run (`EXECUTION:STEP`), for a step of a new chain. */
    async source(actor: Actor, reference: string): Promise<{ name: string; body: JsonObject }> {
      const [executionId = "", stepId] = reference.split(":");
      if (stepId === undefined) return owned(actor, reference);
      const row = await findExecution(sql, executionId);
      const mine = row && { ...row, ownerId: row.userId };
      const { planHash } = authorizeOwned(actor, "task", reference, mine);
      const step = (await loadPlan(sql, planHash))?.steps.find(({ id }) => id === stepId);
      if (!step) throw notFound("task", reference);
      return { name: step.name, body: bodyOfStep(step) };
    },
  };
}

export type Tasks = ReturnType<typeof createTasks>;

const view = ({ id, name, kind, body, createdAt, updatedAt }: store.TaskRecord): TaskView => ({
  ...{ id, name, kind, body, createdAt: createdAt.getTime(), updatedAt: updatedAt.getTime() },
});

function rowView({ id, name, kind, body, createdAt, updatedAt, runs, ...row }: store.TaskListRow): TaskRow {
  const { lastId, lastStatus, lastAt } = row;
  const last = lastId && lastStatus && lastAt !== null ? { executionId: lastId, status: lastStatus, at: lastAt } : null;
  return { id, name, kind, body, createdAt, updatedAt, runs, last };
}
