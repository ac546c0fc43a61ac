import { scheduleOf } from "../core/definition/schedule-of";
import type { JsonObject } from "../core/json";
import type { Plan } from "../core/plan/plan";
import { nextFire } from "../core/schedule/next-fire";
import { scheduleInWords } from "../core/schedule/words";
import { AppError, notFound } from "../errors";
import { newId } from "../new-id";
import * as store from "../store/chains";
import { savePlan } from "../store/plans";
import { moveToTrash } from "../store/trash";
import { findUser } from "../store/users";
import { createAccess } from "./access";
import { type Actor, userIdOf } from "./actor";
import { auditOf } from "./audit";
import { requireUser } from "./authorize";
import { createChainList } from "./chain-list";
import type { ChainVersionView, ChainView, CheckResult, VersionRow } from "./chain-view";
import { createCompiling, type Writing } from "./compiling";
import type { ServiceDependencies } from "./dependencies";
import { graphOf } from "./graph";
import { MOST_COMPARED, versionWords } from "./version-words";

export type Chains = ReturnType<typeof createChains>;

/** Everything about definitions: list, check, save versions, drafts. */
export function createChains(deps: ServiceDependencies) {
  const { orm, sql } = deps.db;
  const { chain: allowed } = createAccess(deps);
  const compiling = createCompiling(deps);

  async function versionOf(chainId: string, number: number): Promise<ChainVersionView> {
    const row = await store.findVersion(orm, chainId, number);
    if (!row) throw notFound("version", String(number));
    const { id, source, language } = row;
    return { id, number, source, language, createdAt: row.createdAt.getTime(), createdBy: row.author };
  }

  /** A chain keeps using its owner's secrets, whoever writes its next version. */
  async function writingFor(actor: Actor, id: string): Promise<Writing & { name: string }> {
    const { ownerId, latestVersion, name } = await allowed(actor, id, "edit");
    const { source } = await versionOf(id, latestVersion);
    const writtenBy = actor.type === "operator" ? ownerId : actor.id;
    return { name, secretsOf: { ownerId, writtenBy }, before: { ownerId, source } };
  }

  async function ownerOf(actor: Actor, ownerId: string): Promise<ChainView["owner"]> {
    const user = ownerId === userIdOf(actor) ? null : await findUser(orm, ownerId);
    return user && { name: user.name, email: user.email };
  }

  return {
    ...createChainList(deps),

    /** `chainId`: of which chain it is to be the next version. */
    async check(actor: Actor, source: string, chainId: string | null = null): Promise<CheckResult> {
      const before = chainId === null ? undefined : (await writingFor(actor, chainId)).before;
      const { plan, diagnostics } = await compiling.check(actor, source, before);
      return { diagnostics, graph: plan ? graphOf(plan) : null, params: plan ? { ...plan.params } : {} };
    },

    async get(actor: Actor, id: string): Promise<ChainView> {
      const chain = await allowed(actor, id, "read");
      const [version, plan, owner] = await Promise.all([
        versionOf(id, chain.latestVersion),
        store.loadVersionPlan(sql, id, chain.latestVersion),
        ownerOf(actor, chain.ownerId),
      ]);
      if (!plan) throw notFound("plan", id);
      const schedule = scheduleOf(version.source);
      return {
        id,
        name: chain.name,
        description: chain.description,
        tags: chain.tags,
        status: chain.status,
        role: chain.role,
        owner,
        sessionId: chain.sharedSessionId,
        nextRunAt: chain.nextRunAt?.getTime() ?? null,
        version,
        graph: graphOf(plan),
        params: { ...plan.params },
        schedule: schedule ? { words: scheduleInWords(schedule), timezone: schedule.timezone } : null,
      };
    },

    async versions(actor: Actor, id: string): Promise<VersionRow[]> {
      await allowed(actor, id, "read");
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
      await allowed(actor, id, "edit");
      if (!(await store.nameVersion(orm, id, number, name.trim() || null))) throw notFound("version", String(number));
    },

    async version(actor: Actor, id: string, number: number): Promise<ChainVersionView> {
      await allowed(actor, id, "read");
      return versionOf(id, number);
    },

    /** The plan of a version (the newest when none is named), for whoever may do this with the chain. */
    async plan(
      actor: Actor,
      id: string,
      number?: number,
      action: "read" | "run" = "run",
    ): Promise<{ plan: Plan; number: number; name: string; status: string }> {
      const chain = await allowed(actor, id, action);
      const wanted = number ?? chain.latestVersion;
      const plan = await store.loadVersionPlan(sql, id, wanted);
      if (!plan) throw notFound("version", String(wanted));
      return { plan, number: wanted, name: chain.name, status: chain.status };
    },

    /** Compiles a text and keeps its plan, without a chain. */
    async prepare(actor: Actor, source: string, writing?: Writing): Promise<Plan> {
      const { plan } = await compiling.compiled(actor, source, writing);
      await savePlan(sql, plan);
      return plan;
    },

    /** Compiles a text as the next version of a chain. */
    async prepareFor(actor: Actor, chainId: string, source: string): Promise<Plan> {
      return this.prepare(actor, source, await writingFor(actor, chainId));
    },

    /**
     * `sessionId` names what the steps of its executions share; a new one when nothing is given. `pausedWhy`: its schedule waits until
     * somebody turns it on.
     */
    async create(
      actor: Actor,
      source: string,
      sessionId = `session-${newId()}`,
      pausedWhy: string | null = null,
    ): Promise<{ id: string; versionNumber: number }> {
      const { id: ownerId } = requireUser(actor);
      const chainId = newId();
      const facts = await compiling.facts(actor, source);
      const audit = auditOf(actor, "chain.created", { type: "chain", id: chainId, name: facts.name });
      await store.insertChain(orm, { chainId, versionId: newId(), ownerId, sessionId, pausedWhy }, facts, audit);
      return { id: chainId, versionNumber: 1 };
    },

    /** Makes the version after `baseVersion`; running executions keep theirs. */
    async save(actor: Actor, id: string, source: string, baseVersion: number): Promise<{ versionNumber: number }> {
      const { id: userId } = requireUser(actor);
      const { name, ...writing } = await writingFor(actor, id);
      const facts = await compiling.facts(actor, source, writing);
      const renamed: JsonObject = facts.name === name ? {} : { name: [name, facts.name] };
      const audit = auditOf(
        actor,
        "chain.published",
        { type: "chain", id, name: facts.name },
        { version: [baseVersion, baseVersion + 1], ...renamed },
      );
      const number = await store.insertVersion(
        orm,
        { chainId: id, versionId: newId(), userId },
        { baseVersion, facts, audit },
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
      await allowed(actor, id, "edit");
      const row = await store.findDraft(orm, id, userId);
      return row ? { source: row.source, baseVersion: row.baseVersion, updatedAt: row.updatedAt.getTime() } : null;
    },

    async saveDraft(actor: Actor, id: string, source: string, baseVersion: number): Promise<void> {
      const { id: userId } = requireUser(actor);
      await allowed(actor, id, "edit");
      await store.upsertDraft(orm, { chainId: id, userId, source, baseVersion });
    },

    async discardDraft(actor: Actor, id: string): Promise<void> {
      const { id: userId } = requireUser(actor);
      await allowed(actor, id, "edit");
      await store.deleteDraft(orm, id, userId);
    },

    async setStatus(actor: Actor, id: string, status: "active" | "paused" | "archived"): Promise<void> {
      const chain = await allowed(actor, id, "edit");
      const schedule = status === "active" ? scheduleOf((await versionOf(id, chain.latestVersion)).source) : null;
      const next = schedule ? nextFire(schedule, Date.now()) : null;
      const object = { type: "chain", id, name: chain.name };
      const audit = auditOf(actor, "chain.status", object, { status: [chain.status, status] });
      await store.updateChainStatus(orm, id, { status, nextRunAt: next === null ? null : new Date(next) }, audit);
    },

    /** Into the trash. */
    async remove(actor: Actor, id: string): Promise<void> {
      const { name } = await allowed(actor, id, "remove");
      await moveToTrash(orm, id, auditOf(actor, "chain.deleted", { type: "chain", id, name }));
    },
  };
}
