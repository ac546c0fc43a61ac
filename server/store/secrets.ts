import { and, asc, eq, sql } from "drizzle-orm";
import type { Orm } from "../../db/client";
import { secrets } from "../../db/schema";

export type SecretRecord = typeof secrets.$inferSelect;

export async function listSecrets(orm: Orm, ownerId: string): Promise<SecretRecord[]> {
  return orm.select().from(secrets).where(eq(secrets.ownerId, ownerId)).orderBy(asc(secrets.name));
}

export async function findSecretNamed(orm: Orm, ownerId: string, name: string): Promise<SecretRecord | null> {
  const rows = await orm
    .select()
    .from(secrets)
    .where(and(eq(secrets.ownerId, ownerId), eq(secrets.name, name)));
  return rows[0] ?? null;
}

export async function findOwnSecret(orm: Orm, ownerId: string, id: string): Promise<SecretRecord | null> {
  const rows = await orm
    .select()
    .from(secrets)
    .where(and(eq(secrets.ownerId, ownerId), eq(secrets.id, id)));
  return rows[0] ?? null;
}

/** False: the name is taken. */
export async function insertSecret(orm: Orm, row: typeof secrets.$inferInsert): Promise<boolean> {
  const rows = await orm.insert(secrets).values(row).onConflictDoNothing().returning({ id: secrets.id });
  return rows.length > 0;
}

export async function updateSecret(
  orm: Orm,
  { id, ownerId }: { id: string; ownerId: string },
  change: Partial<Pick<SecretRecord, "hosts" | "keyId" | "sealed">>,
): Promise<void> {
  await orm
    .update(secrets)
    .set({ ...change, updatedAt: new Date() })
    .where(and(eq(secrets.ownerId, ownerId), eq(secrets.id, id)));
}

export async function deleteSecret(orm: Orm, { id, ownerId }: { id: string; ownerId: string }): Promise<void> {
  await orm.delete(secrets).where(and(eq(secrets.ownerId, ownerId), eq(secrets.id, id)));
}

/** Notes that a secret was used, at most once a minute. */
export async function touchSecret(orm: Orm, id: string): Promise<void> {
  await orm
    .update(secrets)
    .set({ lastUsedAt: new Date() })
    .where(
      and(
        eq(secrets.id, id),
        sql`(${secrets.lastUsedAt} is null or ${secrets.lastUsedAt} < now() - interval '1 minute')`,
      ),
    );
}

/** The same value under another key, unless it was replaced meanwhile. */
export async function resealSecret(
  orm: Orm,
  { id, sealed }: Pick<SecretRecord, "id" | "sealed">,
  now: { keyId: string; sealed: string },
): Promise<void> {
  await orm
    .update(secrets)
    .set(now)
    .where(and(eq(secrets.id, id), eq(secrets.sealed, sealed)));
}
