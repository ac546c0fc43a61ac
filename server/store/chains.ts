import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Orm, Sql } from "../../db/client";
import { type ChainStatus, chainDrafts, chains, chainVersions, users } from "../../db/schema";
import type { Plan } from "../core/plan/plan";
import { upgradePlan } from "../core/plan/upgrade";
import { type AuditEntry, insertAudit } from "./audit";

export type ChainRecord = typeof chains.$inferSelect;
export type VersionRecord = typeof chainVersions.$inferSelect;

/** What a version says about its chain; copied into the chain's row for lists. */
export interface VersionFacts {
  name: string;
  description: string | null;
  tags: string[];
  source: string;
  language: "yaml" | "json";
  planHash: string;
  nextRunAt: Date | null;
}

export async function insertChain(
  orm: Orm,
  ids: { chainId: string; versionId: string; ownerId: string; sessionId?: string; pausedWhy?: string | null },
  facts: VersionFacts,
  audit?: AuditEntry,
): Promise<void> {
  const sharedSessionId = ids.sessionId;
  const { name, description, tags, nextRunAt, source, language, planHash } = facts;
  await orm.transaction(async (tx) => {
    await tx.insert(chains).values({
      ...{ id: ids.chainId, ownerId: ids.ownerId, sharedSessionId },
      ...{ name, description, tags, latestVersion: 1, nextRunAt: ids.pausedWhy ? null : nextRunAt },
      ...(ids.pausedWhy && nextRunAt ? { schedulePausedAt: new Date(), schedulePausedWhy: ids.pausedWhy } : {}),
    });
    await tx.insert(chainVersions).values({
      id: ids.versionId,
      chainId: ids.chainId,
      number: 1,
      source,
      language,
      planHash,
      createdBy: ids.ownerId,
    });
    if (audit) await insertAudit(tx, audit);
  });
}

/** Adds the version after `baseVersion`; null when somebody else has saved one meanwhile. */
export async function insertVersion(
  orm: Orm,
  ids: { chainId: string; versionId: string; userId: string },
  { baseVersion, facts, audit }: { baseVersion: number; facts: VersionFacts; audit: AuditEntry },
): Promise<number | null> {
  const { name, description, tags, nextRunAt, source, language, planHash } = facts;
  const number = baseVersion + 1;
  return orm.transaction(async (tx) => {
    const moved = await tx
      .update(chains)
      .set({
        name,
        description,
        tags,
        latestVersion: number,
        updatedAt: new Date(),
        nextRunAt: sql`case when ${chains.status} = 'active' and ${chains.schedulePausedAt} is null then ${nextRunAt?.toISOString() ?? null}::timestamptz end`,
      })
      .where(and(eq(chains.id, ids.chainId), eq(chains.latestVersion, baseVersion), isNull(chains.deletedAt)))
      .returning({ id: chains.id });
    if (moved.length === 0) return null;
    await tx
      .insert(chainVersions)
      .values({ id: ids.versionId, chainId: ids.chainId, number, source, language, planHash, createdBy: ids.userId });
    await tx.delete(chainDrafts).where(and(eq(chainDrafts.chainId, ids.chainId), eq(chainDrafts.userId, ids.userId)));
    await insertAudit(tx, audit);
    return number;
  });
}

export async function findChain(orm: Orm, id: string): Promise<ChainRecord | null> {
  const rows = await orm
    .select()
    .from(chains)
    .where(and(eq(chains.id, id), isNull(chains.deletedAt)))
    .limit(1);
  return rows[0] ?? null;
}

export async function findVersion(
  orm: Orm,
  chainId: string,
  number: number,
): Promise<(VersionRecord & { author: string | null }) | null> {
  const rows = await orm
    .select({ version: chainVersions, author: users.name })
    .from(chainVersions)
    .leftJoin(users, eq(users.id, chainVersions.createdBy))
    .where(and(eq(chainVersions.chainId, chainId), eq(chainVersions.number, number)))
    .limit(1);
  const row = rows[0];
  return row ? { ...row.version, author: row.author } : null;
}

export async function listVersions(orm: Orm, chainId: string) {
  return orm
    .select({
      id: chainVersions.id,
      number: chainVersions.number,
      name: chainVersions.name,
      language: chainVersions.language,
      createdAt: chainVersions.createdAt,
      author: users.name,
    })
    .from(chainVersions)
    .leftJoin(users, eq(users.id, chainVersions.createdBy))
    .where(eq(chainVersions.chainId, chainId))
    .orderBy(desc(chainVersions.number))
    .limit(200);
}

/** False: there is no such version. */
export async function nameVersion(orm: Orm, chainId: string, number: number, name: string | null): Promise<boolean> {
  const rows = await orm
    .update(chainVersions)
    .set({ name })
    .where(and(eq(chainVersions.chainId, chainId), eq(chainVersions.number, number)))
    .returning({ id: chainVersions.id });
  return rows.length > 0;
}

/** The texts of the newest versions, newest first. */
export async function newestSources(orm: Orm, chainId: string, limit: number) {
  return orm
    .select({ number: chainVersions.number, source: chainVersions.source })
    .from(chainVersions)
    .where(eq(chainVersions.chainId, chainId))
    .orderBy(desc(chainVersions.number))
    .limit(limit);
}

export async function updateChainStatus(
  orm: Orm,
  id: string,
  { status, nextRunAt }: { status: ChainStatus; nextRunAt: Date | null },
  audit: AuditEntry,
): Promise<void> {
  const next = sql`case when ${chains.schedulePausedAt} is null then ${nextRunAt?.toISOString() ?? null}::timestamptz end`;
  await orm.transaction(async (tx) => {
    await tx.update(chains).set({ status, nextRunAt: next, updatedAt: new Date() }).where(eq(chains.id, id));
    await insertAudit(tx, audit);
  });
}

export async function findDraft(orm: Orm, chainId: string, userId: string) {
  const rows = await orm
    .select()
    .from(chainDrafts)
    .where(and(eq(chainDrafts.chainId, chainId), eq(chainDrafts.userId, userId)));
  return rows[0] ?? null;
}

export async function upsertDraft(
  orm: Orm,
  draft: { chainId: string; userId: string; source: string; baseVersion: number },
): Promise<void> {
  const set = { source: draft.source, baseVersion: draft.baseVersion, updatedAt: new Date() };
  await orm
    .insert(chainDrafts)
    .values(draft)
    .onConflictDoUpdate({ target: [chainDrafts.chainId, chainDrafts.userId], set });
}

export async function deleteDraft(orm: Orm, chainId: string, userId: string): Promise<void> {
  await orm.delete(chainDrafts).where(and(eq(chainDrafts.chainId, chainId), eq(chainDrafts.userId, userId)));
}

export async function loadVersionPlan(sqlClient: Sql, chainId: string, number: number): Promise<Plan | null> {
  const rows = await sqlClient<{ plan: unknown }[]>`
    select p.plan from chain_versions v join plans p on p.hash = v.plan_hash
    where v.chain_id = ${chainId} and v.number = ${number}`;
  return rows[0] ? upgradePlan(rows[0].plan) : null;
}
