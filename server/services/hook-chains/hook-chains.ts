import type { JsonObject } from "../../core/json";
import { AppError } from "../../errors";
import { newId } from "../../new-id";
import { listResults, listSteps } from "../../store/executions";
import * as store from "../../store/hook-chains";
import { createAccess } from "../access";
import type { Actor } from "../actor";
import { requireUser } from "../authorize";
import type { Chains } from "../chains";
import type { ServiceDependencies } from "../dependencies";
import { createExecutionAccess } from "../execution-access";
import type { StartAnswer, Starts } from "../starts";
import type { Tasks } from "../tasks/tasks";
import type { HookChain } from "./hook-chain";
import { definitionText, type TaskSources } from "./to-definition";
import { hookExecution, hookStatus, hookTasks } from "./views";

interface Others {
  chains: Chains;
  tasks: Tasks;
  starts: Pick<Starts, "start">;
}

/** Chains in the words of the REST API: tasks in a row, that share a browser session and a folder. */
export function createHookChains(deps: ServiceDependencies, { chains, tasks, starts }: Others) {
  const { sql } = deps.db;
  const access = createExecutionAccess(deps);
  const { chain: chainFor } = createAccess(deps);

  async function textOf(actor: Actor, chain: HookChain): Promise<{ text: string; sources: Record<string, string> }> {
    const found: [number, { name: string; body: JsonObject }][] = [];
    const named: [string, string][] = [];
    for (const { task_order: order, source_task_id: source } of chain.tasks) {
      if (source === undefined) continue;
      found.push([order, await tasks.source(actor, source)]);
      named.push([`task-${order}`, source]);
    }
    const sources: TaskSources = new Map(found);
    return { text: definitionText(chain, sources), sources: Object.fromEntries(named) };
  }

  return {
    async create(actor: Actor, chain: HookChain) {
      const { id: ownerId } = requireUser(actor);
      const { text, sources } = await textOf(actor, chain);
      const { id } = await chains.create(actor, text);
      const sessionId = chain.shared_session_id ?? `session-${newId()}`;
      await store.noteHookChain(sql, { id, ownerId }, { sessionId, sources });
      const { createdAt } = await chainFor(actor, id, "read");
      return { id, name: chain.name, shared_session_id: sessionId, created_at: createdAt.toISOString() };
    },

    /** Makes the next version. */
    async update(actor: Actor, id: string, chain: HookChain) {
      const { latestVersion, sharedSessionId, ownerId, createdAt } = await chainFor(actor, id, "edit");
      const { text, sources } = await textOf(actor, chain);
      await chains.save(actor, id, text, latestVersion);
      const sessionId = chain.shared_session_id ?? sharedSessionId ?? `session-${newId()}`;
      await store.noteHookChain(sql, { id, ownerId }, { sessionId, sources });
      return { id, name: chain.name, shared_session_id: sessionId, created_at: createdAt.toISOString() };
    },

    async list(actor: Actor, page: { limit: number; offset: number }) {
      const rows = await store.listHookChains(sql, { userId: requireUser(actor).id, ...page });
      const items = rows.map(({ id, name, description, taskCount, createdAt, lastExecuted }) => ({
        ...{ id, name, description, task_count: taskCount },
        created_at: new Date(createdAt).toISOString(),
        last_executed: lastExecuted === null ? null : new Date(lastExecuted).toISOString(),
      }));
      return { items, total: rows[0]?.total ?? 0 };
    },

    async get(actor: Actor, id: string) {
      const chain = await chainFor(actor, id, "read");
      const [{ plan }, lastId] = await Promise.all([
        chains.plan(actor, id, undefined, "read"),
        store.lastExecutionOf(sql, id),
      ]);
      const steps = lastId === null ? [] : await listSteps(sql, lastId);
      const { name, description, sharedSessionId, taskSources } = chain;
      return {
        ...{ id, name, description, shared_session_id: sharedSessionId },
        ...{ share_browser_session: plan.share.browserSession, share_file_system: plan.share.files },
        tasks: hookTasks(plan, steps, taskSources ?? {}),
      };
    },

    /** Starts it. `initial_context` is its parameter of that name, or, in a chain with others, its parameters. */
    async execute(
      actor: Actor,
      id: string,
      request: { executionId?: string; initialContext: JsonObject; idempotencyKey?: string },
    ) {
      const { plan } = await chains.plan(actor, id);
      const { executionId, initialContext, idempotencyKey } = request;
      const whole = plan.params.initial_context?.type === "object" && !Object.hasOwn(initialContext, "initial_context");
      const answer = await starts.start(actor, id, {
        ...{ params: whole ? { initial_context: initialContext } : initialContext, origin: "api" },
        ...{ executionId: executionId ?? null, idempotencyKey: idempotencyKey ? `api:${idempotencyKey}` : null },
      });
      return { ...(await started(actor, answer)), chain_id: id, first_task_id: plan.steps[0]?.id ?? null };
    },

    /** An execution with its tasks and what they share. */
    async execution(actor: Actor, id: string) {
      const record = await access.allowed(actor, id, "read");
      const [plan, steps, files] = await Promise.all([
        access.planOf(record),
        listResults(sql, id),
        store.listFilePaths(sql, id),
      ]);
      return hookExecution({ ...record, plan, steps, files });
    },
  };

  async function started(actor: Actor, answer: StartAnswer) {
    const { status } = await access.allowed(actor, answer.id, "read");
    if (answer.skipped) throw new AppError("conflict", "It was not run: others with its concurrency key go on.");
    return {
      ...{ execution_id: answer.id, status: hookStatus(status) },
      ...(answer.alreadyRunning ? { already_running: true } : {}),
    };
  }
}
