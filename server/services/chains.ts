import { v7 as uuidv7 } from "uuid";
import { referencedTasks, type SavedTasks } from "../core/definition/inline-tasks";
import { check } from "../core/plan/check";
import type { Plan } from "../core/plan/plan";
import { nextFire } from "../core/schedule/next-fire";
import { scheduleInWords } from "../core/schedule/words";
import { referencedSecrets } from "../core/template/secrets";
import { AppError, notFound } from "../errors";
import * as chainList from "../store/chain-list";
import * as store from "../store/chains";
import { savePlan } from "../store/plans";
import { findTasksNamed, taskNames } from "../store/tasks";
import { type Actor, userIdOf } from "./actor";
import { authorizeOwned, requireUser } from "./authorize";
import { activityView, chainRow } from "./chain-rows";
import type { ActivityView, ChainRow, ChainVersionView, ChainView, CheckResult, VersionRow } from "./chain-view";
import type { ServiceDependencies } from "./dependencies";
import { graphOf } from "./graph";
import { MOST_COMPARED, versionWords } from "./version-words";

const RECENT = 100;

export type Chains = ReturnType<typeof createChains>;

/** Everything about definitions: list, check, save versions, drafts. */
export function createChains(deps: ServiceDependencies) {
  const { orm, sql } = deps.db;

  async function owned(actor: Actor, id: string) {
    const chain = isUuid(id) ? await store.findChain(orm, id) : null;
    return authorizeOwned(actor, "chain", id, chain);
  }

  async function versionOf(chainId: string, number: number): Promise<ChainVersionView> {
    const row = await store.findVersion(orm, chainId, number);
    if (!row) throw notFound("version", String(number));
    const { id, source, language } = row;
    return { id, number, source, language, createdAt: row.createdAt.getTime(), createdBy: row.author };
  }

  /** The actor's saved tasks that a text names; when one is missing, the names of all others too, for "did you mean". */
  async function savedTasks(actor: Actor, source: string): Promise<SavedTasks> {
    const [ownerId, words] = [userIdOf(actor), /\btask\b/.test(source) ? referencedTasks(source) : []];
    if (ownerId === null || words.length === 0) return new Map();
    const found = await findTasksNamed(sql, ownerId, words);
    const tasks = new Map(found.map(({ id, name, body }) => [id, { id, name, body }]));
    if (words.every((word) => found.some(({ id, name }) => id === word || name === word))) return tasks;
    for (const name of await taskNames(sql, ownerId))
      if (!found.some((task) => task.name === name)) tasks.set(`named ${name}`, { id: "", name, body: {} });
    return tasks;
  }

  /** Compiles a text; an error carries every diagnostic. `more`: tasks that are not saved yet. */
  async function compiled(actor: Actor, source: string, more?: SavedTasks) {
    const tasks = more ?? (await savedTasks(actor, source));
    const result = check(source, { catalog: deps.catalog, tasks });
    if (!result.plan || !result.definition) {
      const count = result.diagnostics.filter((entry) => entry.severity === "error").length;
      throw new AppError("invalid", `The definition has ${count} ${count === 1 ? "error" : "errors"}.`, {
        diagnostics: result.diagnostics,
      });
    }
    for (const name of referencedSecrets(result.plan)) {
      if (!(await deps.hasSecret(userIdOf(actor), name))) {
        throw new AppError("invalid", `There is no secret named "${name}".`, { diagnostics: [] });
      }
    }
    return { plan: result.plan, definition: result.definition };
  }

  async function facts(actor: Actor, source: string): Promise<store.VersionFacts> {
    const { plan, definition } = await compiled(actor, source);
    await savePlan(sql, plan);
    const next = definition.schedule ? nextFire(definition.schedule, Date.now()) : null;
    return {
      name: plan.name,
      description: definition.description ?? null,
      tags: definition.tags ?? [],
      source,
      language: source.trimStart().startsWith("{") ? "json" : "yaml",
      planHash: plan.hash,
      nextRunAt: next === null ? null : new Date(next),
    };
  }

  function scheduleOf(source: string) {
    return check(source, { catalog: deps.catalog }).definition?.schedule ?? null;
  }

  return {
    async check(actor: Actor, source: string): Promise<CheckResult> {
      const { plan, diagnostics } = check(source, { catalog: deps.catalog, tasks: await savedTasks(actor, source) });
      return { diagnostics, graph: plan ? graphOf(plan) : null, params: plan ? { ...plan.params } : {} };
    },

    async list(
      actor: Actor,
      filter: {
        search?: string;
        status?: ("active" | "paused" | "archived")[];
        tag?: string;
        limit: number;
        offset: number;
      },
    ): Promise<{ items: ChainRow[]; total: number }> {
      const { id: ownerId } = requireUser(actor);
      const { search = null, status = null, tag = null, limit, offset } = filter;
      const rows = await chainList.listChains(sql, { ownerId, search, status, tag, limit, offset });
      const recent = await chainList.recentExecutions(
        sql,
        rows.map((row) => row.id),
        RECENT,
      );
      return {
        items: rows.map((row) =>
          chainRow(
            row,
            recent.filter((entry) => entry.chainId === row.id),
          ),
        ),
        total: rows[0]?.total ?? 0,
      };
    },

    async activity(actor: Actor): Promise<ActivityView> {
      const { id } = requireUser(actor);
      const [rows, upcoming] = await Promise.all([chainList.activity(sql, id), chainList.upcomingRuns(sql, id, 12)]);
      return activityView(rows, upcoming, Date.now());
    },

    async get(actor: Actor, id: string): Promise<ChainView> {
      const chain = await owned(actor, id);
      const [version, plan] = await Promise.all([
        versionOf(id, chain.latestVersion),
        store.loadVersionPlan(sql, id, chain.latestVersion),
      ]);
      if (!plan) throw notFound("plan", id);
      const schedule = scheduleOf(version.source);
      return {
        id,
        name: chain.name,
        description: chain.description,
        tags: chain.tags,
        status: chain.status,
        sessionId: chain.sharedSessionId,
        nextRunAt: chain.nextRunAt?.getTime() ?? null,
        version,
        graph: graphOf(plan),
        params: { ...plan.params },
        schedule: schedule ? { words: scheduleInWords(schedule), timezone: schedule.timezone } : null,
      };
    },

    async versions(actor: Actor, id: string): Promise<VersionRow[]> {
      await owned(actor, id);
      const rows = await store.listVersions(orm, id);
      const words = versionWords(id, await store.newestSources(orm, id, MOST_COMPARED));
      return rows.map(({ author, createdAt, ...row }) => ({
        ...row,
        changes: words.get(row.number) ?? null,
        createdAt: createdAt.getTime(),
        createdBy: author,
      }));
    },

    /** An empty name takes it away. What a version says never changes; what it is called may. */
    async nameVersion(actor: Actor, id: string, number: number, name: string): Promise<void> {
      await owned(actor, id);
      if (!(await store.nameVersion(orm, id, number, name.trim() || null))) throw notFound("version", String(number));
    },

    async version(actor: Actor, id: string, number: number): Promise<ChainVersionView> {
      await owned(actor, id);
      return versionOf(id, number);
    },

    /** The plan of a version (the newest when none is named), for whoever may run the chain. */
    async plan(
      actor: Actor,
      id: string,
      number?: number,
    ): Promise<{ plan: Plan; number: number; name: string; status: string }> {
      const chain = await owned(actor, id);
      const wanted = number ?? chain.latestVersion;
      const plan = await store.loadVersionPlan(sql, id, wanted);
      if (!plan) throw notFound("version", String(wanted));
      return { plan, number: wanted, name: chain.name, status: chain.status };
    },

    /** Compiles a text and keeps its plan, without a chain. */
    async prepare(actor: Actor, source: string, tasks?: SavedTasks): Promise<Plan> {
      const { plan } = await compiled(actor, source, tasks);
      await savePlan(sql, plan);
      return plan;
    },

    /** `sessionId` names what the steps of its executions share; a new one when nothing is given. */
    async create(
      actor: Actor,
      source: string,
      sessionId = `session-${uuidv7()}`,
    ): Promise<{ id: string; versionNumber: number }> {
      const { id: ownerId } = requireUser(actor);
      const chainId = uuidv7();
      await store.insertChain(orm, { chainId, versionId: uuidv7(), ownerId, sessionId }, await facts(actor, source));
      return { id: chainId, versionNumber: 1 };
    },

    /** Makes the version after `baseVersion`; running executions keep theirs. */
    async save(actor: Actor, id: string, source: string, baseVersion: number): Promise<{ versionNumber: number }> {
      const { id: userId } = requireUser(actor);
      await owned(actor, id);
      const number = await store.insertVersion(
        orm,
        { chainId: id, versionId: uuidv7(), userId },
        baseVersion,
        await facts(actor, source),
      );
      if (number === null) {
        throw new AppError(
          "conflict",
          `Version ${baseVersion} is no longer the newest: somebody has saved the chain meanwhile. Compare, then save again.`,
        );
      }
      return { versionNumber: number };
    },

    async draft(actor: Actor, id: string) {
      const { id: userId } = requireUser(actor);
      await owned(actor, id);
      const row = await store.findDraft(orm, id, userId);
      return row ? { source: row.source, baseVersion: row.baseVersion, updatedAt: row.updatedAt.getTime() } : null;
    },

    async saveDraft(actor: Actor, id: string, source: string, baseVersion: number): Promise<void> {
      const { id: userId } = requireUser(actor);
      await owned(actor, id);
      await store.upsertDraft(orm, { chainId: id, userId, source, baseVersion });
    },

    async discardDraft(actor: Actor, id: string): Promise<void> {
      const { id: userId } = requireUser(actor);
      await owned(actor, id);
      await store.deleteDraft(orm, id, userId);
    },

    async setStatus(actor: Actor, id: string, status: "active" | "paused" | "archived"): Promise<void> {
      const chain = await owned(actor, id);
      const schedule = status === "active" ? scheduleOf((await versionOf(id, chain.latestVersion)).source) : null;
      const next = schedule ? nextFire(schedule, Date.now()) : null;
      await store.updateChainStatus(orm, id, status, next === null ? null : new Date(next));
    },

    async remove(actor: Actor, id: string): Promise<void> {
      await owned(actor, id);
      await store.deleteChain(orm, id);
    },
  };
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
