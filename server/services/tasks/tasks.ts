import { isDeepStrictEqual } from "node:util";
import type { TaskKind } from "../../../db/schema";
import type { Role } from "../../core/access/roles";
import type { ExecutionStatus } from "../../core/execution/states";
import type { JsonObject } from "../../core/json";
import { AppError, notFound } from "../../errors";
import { newId } from "../../new-id";
import { reachOf, type Whose } from "../../store/access";
import { insertAudit } from "../../store/audit";
import { loadPlan } from "../../store/plans";
import * as store from "../../store/tasks";
import { createAccess } from "../access";
import { type Actor, userIdOf } from "../actor";
import { auditOf } from "../audit";
import { requireUser } from "../authorize";
import type { Chains } from "../chains";
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
  /** What the reader may do with it. */
  role: Role;
  createdAt: number;
  updatedAt: number;
}

export interface TaskRow extends TaskView {
  /** Null: the reader. */
  owner: string | null;
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
  /** Runs of one's own, or of what was shared with one. */
  whose?: Whose;
}

/** Saved step bodies that run alone, and everything that ran. */
export function createTasks(deps: ServiceDependencies, chains: Chains, starts: Pick<Starts, "startPlan">) {
  const { orm, sql } = deps.db;
  const access = createAccess(deps);

  /** A task has to run alone, so it is compiled alone. */
  async function checked(actor: Actor, { name, body }: TaskInput, ownerId = userIdOf(actor)) {
    const trimmed = name.trim();
    if (trimmed === "" || trimmed.length > 200)
      throw new AppError("invalid", "A task has a name of 1 to 200 characters.", { field: "name" });
    const kept = bodyFrom(body);
    if (JSON.stringify(kept).length > MAX_BODY_CHARACTERS)
      throw new AppError("invalid", `A task has at most ${MAX_BODY_CHARACTERS} characters.`, { field: "body" });
    await chains.prepare(actor, aloneText(trimmed, kept), { secretsOf: { ownerId, writtenBy: userIdOf(actor) } });
    return { name: trimmed, body: kept, kind: kindOf(kept) };
  }

  /** A run that one may not see is, like one that is not there, a task that is not there. */
  async function runOf(actor: Actor, executionId: string, reference: string) {
    return access.execution(actor, executionId, "read").catch((error: unknown) => {
      throw error instanceof AppError && error.code === "not_found" ? notFound("task", reference) : error;
    });
  }

  return {
    async list(
      actor: Actor,
      page: { search?: string | null; whose?: "all" | "mine" | "shared"; limit: number; offset: number },
    ): Promise<{ items: TaskRow[]; total: number }> {
      const { search = null, whose = "all", limit, offset } = page;
      const rows = await store.listTasks(sql, { userId: requireUser(actor).id, search, whose, limit, offset });
      return { items: rows.map(rowView), total: rows[0]?.total ?? 0 };
    },

    async get(actor: Actor, id: string): Promise<TaskView> {
      return view(await access.task(actor, id, "read"));
    },

    /** @throws AppError invalid, with the diagnostics of the step. */
    async create(actor: Actor, input: TaskInput): Promise<{ id: string }> {
      const { id: ownerId } = requireUser(actor);
      const { name, body, kind } = await checked(actor, input);
      const id = newId();
      await orm.transaction(async (tx) => {
        await store.insertTask(tx, { id, ownerId, name, kind, body });
        await insertAudit(tx, auditOf(actor, "task.created", { type: "task", id, name }));
      });
      return { id };
    },

    async update(actor: Actor, id: string, input: TaskInput): Promise<void> {
      const { ownerId, name: before, body: was } = await access.task(actor, id, "edit");
      const { name, body, kind } = await checked(actor, input, ownerId);
      const details: JsonObject = {
        ...(before === name ? {} : { name: [before, name] }),
        ...(isDeepStrictEqual(was, body) ? {} : { step: "changed" }),
      };
      await orm.transaction(async (tx) => {
        await store.updateTask(tx, { id, ownerId }, { name, body, kind, updatedBy: userIdOf(actor) });
        await insertAudit(tx, auditOf(actor, "task.changed", { type: "task", id, name }, details));
      });
    },

    /** It is no longer offered; what ran stays. */
    async remove(actor: Actor, id: string): Promise<void> {
      const { ownerId, name } = await access.task(actor, id, "remove");
      await orm.transaction(async (tx) => {
        await store.deleteTask(tx, { id, ownerId });
        await insertAudit(tx, auditOf(actor, "task.deleted", { type: "task", id, name }));
      });
    },

    /** Runs it by itself: nothing is shared with anything. The same key again is the same execution. */
    async run(
      actor: Actor,
      id: string,
      { idempotencyKey, executionId }: { idempotencyKey?: string; executionId?: string } = {},
    ): Promise<StartAnswer> {
      const { name, body, ownerId } = await access.task(actor, id, "run");
      const alone = { name, steps: [{ id: "task", name, task: id }] };
      const plan = await chains.prepare(actor, JSON.stringify(alone), {
        tasks: new Map([[id, { id, name, body }]]),
        secretsOf: { ownerId },
      });
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
      const { whose = "all" } = filter;
      const wanted = { search: search?.trim() || null, status: status && status.length > 0 ? status : null };
      return historyPage(
        sql,
        { reach: { ...(await reachOf(sql, requireUser(actor).id)), whose }, ...wanted, tool, chainId, taskId, since },
        page,
      );
    },

    /** Name and body of a saved task, or of a run (`EXECUTION:STEP`), for a step of a new chain. */
    async source(actor: Actor, reference: string): Promise<{ name: string; body: JsonObject }> {
      const [executionId = "", stepId] = reference.split(":");
      if (stepId === undefined) return access.task(actor, reference, "read");
      const { planHash } = await runOf(actor, executionId, reference);
      const step = (await loadPlan(sql, planHash))?.steps.find(({ id }) => id === stepId);
      if (!step) throw notFound("task", reference);
      return { name: step.name, body: bodyOfStep(step) };
    },
  };
}

export type Tasks = ReturnType<typeof createTasks>;

const view = ({ id, name, kind, body, role, createdAt, updatedAt }: store.TaskRecord & { role: Role }): TaskView => ({
  ...{ id, name, kind, body, role, createdAt: createdAt.getTime(), updatedAt: updatedAt.getTime() },
});

function rowView({
  id,
  name,
  kind,
  body,
  role,
  owner,
  createdAt,
  updatedAt,
  runs,
  ...row
}: store.TaskListRow): TaskRow {
  const { lastId, lastStatus, lastAt } = row;
  const last = lastId && lastStatus && lastAt !== null ? { executionId: lastId, status: lastStatus, at: lastAt } : null;
  return { id, name, kind, body, role, owner, createdAt, updatedAt, runs, last };
}
