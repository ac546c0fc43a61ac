import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Orm } from "../../db/client";
import { apiTokens, users } from "../../db/schema";
import type { UserRow } from "./users";

export type TokenRecord = typeof apiTokens.$inferSelect;

export async function insertToken(
  orm: Orm,
  token: Pick<TokenRecord, "id" | "userId" | "name" | "hash" | "scopes" | "expiresAt">,
): Promise<TokenRecord> {
  const [row] = await orm.insert(apiTokens).values(token).returning();
  if (!row) throw new Error("The token was not stored.");
  return row;
}

/** A person's tokens that were not revoked, expired ones too, newest first. */
export async function listTokens(orm: Orm, userId: string): Promise<TokenRecord[]> {
  return orm
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt));
}

export async function countTokens(orm: Orm, userId: string): Promise<number> {
  return orm.$count(apiTokens, and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)));
}

/** A token that still holds, with its person if they may still sign in. */
export async function findTokenUser(orm: Orm, hash: string): Promise<{ token: TokenRecord; user: UserRow } | null> {
  const rows = await orm
    .select({ token: apiTokens, user: users })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(
      and(
        eq(apiTokens.hash, hash),
        isNull(apiTokens.revokedAt),
        sql`(${apiTokens.expiresAt} is null or ${apiTokens.expiresAt} > now())`,
        eq(users.status, "active"),
      ),
    )
    .limit(1);
  return rows[0] ?? null;
}

/** Notes that a token is in use, at most once a minute. */
export async function touchToken(orm: Orm, id: string): Promise<void> {
  await orm
    .update(apiTokens)
    .set({ lastUsedAt: new Date() })
    .where(
      and(
        eq(apiTokens.id, id),
        sql`(${apiTokens.lastUsedAt} is null or ${apiTokens.lastUsedAt} < now() - interval '1 minute')`,
      ),
    );
}

/** Its name; null: there is none of theirs that holds. */
export async function revokeToken(orm: Orm, userId: string, id: string): Promise<string | null> {
  const rows = await orm
    .update(apiTokens)
    .set({ revokedAt: new Date() })
    .where(and(eq(apiTokens.id, id), eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .returning({ name: apiTokens.name });
  return rows[0]?.name ?? null;
}
