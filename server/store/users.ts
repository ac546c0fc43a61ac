import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Orm } from "../../db/client";
import { type HomePlace, invitations, sessions, settings, users } from "../../db/schema";

export type UserRow = typeof users.$inferSelect;

export interface NewUser {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  role: "admin" | "user";
}

/** Null when the address is taken. */
export async function insertUser(orm: Orm, user: NewUser): Promise<UserRow | null> {
  const rows = await orm.insert(users).values(user).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

/** Serialises whoever creates the first account; true while there is none. */
export async function lockWhileNoUsers(orm: Orm): Promise<boolean> {
  await orm.execute(sql`select pg_advisory_xact_lock(7245013)`);
  return (await countUsers(orm)) === 0;
}

export async function countUsers(orm: Orm): Promise<number> {
  return orm.$count(users);
}

export async function findUserByEmail(orm: Orm, email: string): Promise<UserRow | null> {
  const rows = await orm
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()))
    .limit(1);
  return rows[0] ?? null;
}

export async function findUser(orm: Orm, id: string): Promise<UserRow | null> {
  const rows = await orm.select().from(users).where(eq(users.id, id)).limit(1);
  return rows[0] ?? null;
}

export async function listUsers(orm: Orm): Promise<UserRow[]> {
  return orm.select().from(users).orderBy(users.createdAt);
}

export async function updateUser(
  orm: Orm,
  id: string,
  change: Partial<{
    role: "admin" | "user";
    status: "active" | "disabled";
    home: HomePlace | null;
    passwordHash: string;
    name: string;
  }>,
): Promise<void> {
  await orm.update(users).set(change).where(eq(users.id, id));
}

/** Serialises changes of roles and statuses until the transaction ends. */
export async function lockRoles(orm: Orm): Promise<void> {
  await orm.execute(sql`select pg_advisory_xact_lock(7245014)`);
}

/** Administrators who can sign in, the given user left out. */
export async function countOtherAdmins(orm: Orm, id: string): Promise<number> {
  return orm.$count(users, and(eq(users.role, "admin"), eq(users.status, "active"), sql`${users.id} <> ${id}`));
}

export async function insertSession(
  orm: Orm,
  session: { id: string; userId: string; userAgent: string | null; expiresAt: Date },
): Promise<void> {
  await orm.insert(sessions).values(session);
  await orm.update(users).set({ lastSeenAt: new Date() }).where(eq(users.id, session.userId));
}

/** The person of a session that is neither revoked nor expired, if they may still sign in. */
export async function findSessionUser(orm: Orm, sessionId: string): Promise<UserRow | null> {
  const rows = await orm
    .select({ user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, sessionId),
        isNull(sessions.revokedAt),
        sql`${sessions.expiresAt} > now()`,
        eq(users.status, "active"),
      ),
    )
    .limit(1);
  return rows[0]?.user ?? null;
}

/** Notes that a session is in use, at most once a minute. */
export async function touchSession(orm: Orm, sessionId: string): Promise<void> {
  await orm.execute(sql`
    with touched as (
      update sessions set last_seen_at = now() where id = ${sessionId} and last_seen_at < now() - interval '1 minute'
      returning user_id)
    update users set last_seen_at = now() where id in (select user_id from touched)`);
}

export async function listSessions(orm: Orm, userId: string) {
  return orm
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), sql`${sessions.expiresAt} > now()`))
    .orderBy(desc(sessions.lastSeenAt));
}

/** Ends sessions of a user: one of them, or all but `keep`; says how many. */
export async function revokeSessions(orm: Orm, userId: string, which: { id?: string; keep?: string }): Promise<number> {
  const rows = await orm
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        which.id ? eq(sessions.id, which.id) : undefined,
        which.keep ? sql`${sessions.id} <> ${which.keep}` : undefined,
      ),
    )
    .returning({ id: sessions.id });
  return rows.length;
}

export async function readSetting<T>(orm: Orm, key: string): Promise<T | null> {
  const rows = await orm.select({ value: settings.value }).from(settings).where(eq(settings.key, key));
  return (rows[0]?.value as T) ?? null;
}

export async function writeSetting(orm: Orm, key: string, value: unknown): Promise<void> {
  const row = { key, value, updatedAt: new Date() };
  await orm.insert(settings).values(row).onConflictDoUpdate({ target: settings.key, set: row });
}

export async function insertInvitation(
  orm: Orm,
  row: { id: string; codeHash: string; email: string | null; createdBy: string; expiresAt: Date },
): Promise<void> {
  await orm.insert(invitations).values(row);
}

export async function listInvitations(orm: Orm) {
  return orm.select().from(invitations).orderBy(desc(invitations.createdAt)).limit(200);
}

export async function deleteInvitation(orm: Orm, id: string): Promise<void> {
  await orm.delete(invitations).where(and(eq(invitations.id, id), isNull(invitations.usedAt)));
}

/** Uses an invitation up; null when there is none of that code that is open and meant for this address. */
export async function takeInvitation(
  orm: Orm,
  codeHash: string,
  email: string,
): Promise<{ id: string; email: string | null } | null> {
  const rows = await orm
    .update(invitations)
    .set({ usedAt: new Date() })
    .where(
      and(
        eq(invitations.codeHash, codeHash),
        isNull(invitations.usedAt),
        sql`${invitations.expiresAt} > now()`,
        sql`(${invitations.email} is null or lower(${invitations.email}) = ${email.toLowerCase()})`,
      ),
    )
    .returning({ id: invitations.id, email: invitations.email });
  return rows[0] ?? null;
}

export async function setInvitationUser(orm: Orm, id: string, userId: string): Promise<void> {
  await orm.update(invitations).set({ usedBy: userId }).where(eq(invitations.id, id));
}
