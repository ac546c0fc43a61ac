import { z } from "zod";
import type { HomePlace } from "../../db/schema";
import { AppError } from "../errors";
import { newId } from "../new-id";
import { tellAccess } from "../store/access";
import { insertAudit } from "../store/audit";
import { createLoginLimits } from "../store/login-limits";
import type { UserRow } from "../store/users";
import * as store from "../store/users";
import { recordArrival, recordSignIn } from "./account-records";
import type { Actor } from "./actor";
import { createAdministration } from "./administration";
import { auditOf } from "./audit";
import { authorizeAdmin, requireUser } from "./authorize";
import { hashOfCode } from "./code-hash";
import type { ServiceDependencies } from "./dependencies";
import { hashPassword, MAX_PASSWORD, MIN_PASSWORD, passwordFits } from "./passwords";
import type { SetupToken } from "./setup-token";

const SESSION_DAYS = 30;

const person = z.object({
  name: z.string().trim().min(1, "A name is required.").max(100, "A name has at most 100 characters."),
  email: z
    .string()
    .trim()
    .max(254)
    .refine((value) => /^[^\s@]+@[^\s@]+$/.test(value), "An e-mail address looks like name@example.com.")
    .refine(
      (value) => value.split("@")[1]?.includes(".") ?? false,
      "The address has no domain. Write it like name@example.com.",
    ),
  password: z
    .string()
    .min(MIN_PASSWORD, `A password has at least ${MIN_PASSWORD} characters.`)
    .max(MAX_PASSWORD, `A password has at most ${MAX_PASSWORD} characters.`),
});
export type NewPerson = z.input<typeof person>;

/** People: the first administrator, signing in and up, sessions, invitations. */
export function createAccounts(deps: ServiceDependencies, setup: SetupToken) {
  const { orm, sql } = deps.db;
  const limits = createLoginLimits(sql);
  const administration = createAdministration(deps);

  async function create(input: NewPerson, role: "admin" | "user", db = orm) {
    const parsed = parsePerson(input);
    const passwordHash = await hashPassword(parsed.password);
    const user = await store.insertUser(db, {
      id: newId(),
      name: parsed.name,
      email: parsed.email,
      passwordHash,
      role,
    });
    if (!user)
      throw new AppError("conflict", `"${parsed.email}" has an account already. Sign in instead.`, { field: "email" });
    return user;
  }

  return {
    ...administration,

    /** Whether the first administrator is still to be created. */
    async needsSetup(): Promise<boolean> {
      return (await store.countUsers(orm)) === 0;
    },

    /** Creates the first account; works once, for whoever holds the token that the start printed. */
    async setUp(token: string, input: NewPerson, address: string | null = null): Promise<{ id: string }> {
      if (!setup.fits(token))
        throw new AppError("forbidden", "The setup code is not right. It is printed by `npm start`.", {
          field: "token",
        });
      const parsed = parsePerson(input);
      const user = await orm.transaction(async (tx) => {
        if (!(await store.lockWhileNoUsers(tx)))
          throw new AppError("conflict", "This server has an administrator already. Sign in instead.");
        const made = await create(parsed, "admin", tx);
        await recordArrival(tx, "account.created", { user: made, address, details: { role: "admin", by: "set-up" } });
        return made;
      });
      setup.use();
      return { id: user.id };
    },

    /** Creates an account by hand, as an administrator or at the machine. */
    async createUser(actor: Actor, input: NewPerson, role: "admin" | "user"): Promise<{ id: string }> {
      authorizeAdmin(actor);
      const user = await orm.transaction(async (tx) => {
        const made = await create(input, role, tx);
        const object = { type: "user", id: made.id, name: made.email };
        await insertAudit(tx, auditOf(actor, "account.created", object, { role }));
        return made;
      });
      setup.use();
      return { id: user.id };
    },

    async signUp(input: NewPerson, invitation: string | null, address: string | null = null): Promise<{ id: string }> {
      const mode = await administration.signUpMode();
      const parsed = parsePerson(input);
      if (mode === "closed")
        throw new AppError("forbidden", "This server takes no new accounts. Ask its administrator.");
      const arrival = (user: UserRow, by: string) => ({ user, address, details: { role: "user", by } });
      return orm.transaction(async (tx) => {
        if (mode === "open") {
          const user = await create(parsed, "user", tx);
          await recordArrival(tx, "account.created", arrival(user, "sign-up"));
          return { id: user.id };
        }
        const taken = invitation ? await store.takeInvitation(tx, hashOfCode(invitation), parsed.email) : null;
        if (!taken)
          throw new AppError(
            "forbidden",
            "This needs an invitation that is open and made for your address. Ask the administrator for one.",
            { field: "invitation" },
          );
        const user = await create(parsed, "user", tx);
        await store.setInvitationUser(tx, taken.id, user.id);
        const object = { objectType: "invitation", objectId: taken.id, objectName: taken.email };
        await recordArrival(tx, "invitation.used", { user, address, details: {}, object });
        await recordArrival(tx, "account.created", arrival(user, "invitation"));
        return { id: user.id };
      });
    },

    /** A new session for the right password; the same answer, in the same time, for a wrong one and an unknown address. */
    async signIn(email: string, password: string, from: { address: string; userAgent: string | null }) {
      const account = email.trim().toLowerCase().slice(0, 254);
      const blockedMs = await limits.blockedFor(account, from.address);
      if (blockedMs > 0) {
        throw new AppError(
          "too_many_requests",
          `Too many attempts. Try again in ${Math.ceil(blockedMs / 60_000)} min.`,
        );
      }
      const user = await store.findUserByEmail(orm, account);
      const fits = await passwordFits(user?.passwordHash ?? null, password);
      if (!user || !fits || user.status !== "active") {
        await limits.failed(account, from.address);
        await recordSignIn(orm, "sign_in.failed", user, from.address);
        throw new AppError("unauthenticated", "That address and password do not belong together.");
      }
      await limits.succeeded(account, from.address);
      const sessionId = newId();
      const expiresAt = new Date(Date.now() + SESSION_DAYS * 86_400_000);
      const userAgent = from.userAgent?.slice(0, 300) ?? null;
      await orm.transaction(async (tx) => {
        await store.insertSession(tx, { id: sessionId, userId: user.id, userAgent, expiresAt });
        await recordSignIn(tx, "sign_in.done", user, from.address);
      });
      return { sessionId, user: { id: user.id, name: user.name, email: user.email } };
    },

    /** Who a session belongs to; null when it was revoked, has expired, or its person may no longer sign in. */
    async actorOf(sessionId: string): Promise<Extract<Actor, { type: "user" }> | null> {
      const user = await store.findSessionUser(orm, sessionId);
      if (!user) return null;
      await store.touchSession(orm, sessionId);
      return { type: "user", id: user.id, name: user.name, email: user.email, role: user.role, sessionId };
    },

    async signOut(sessionId: string, userId: string): Promise<void> {
      await store.revokeSessions(orm, userId, { id: sessionId });
      await tellAccess(sql, [userId]);
    },

    async me(actor: Actor) {
      const { id, name, email, role } = requireUser(actor);
      const user = await store.findUser(orm, id);
      return { id, name, email, role, home: user?.home ?? null };
    },

    async setHome(actor: Actor, home: HomePlace | null): Promise<void> {
      await store.updateUser(orm, requireUser(actor).id, { home });
    },

    async changePassword(actor: Actor, current: string, next: string): Promise<void> {
      const { id, sessionId, name, email } = requireUser(actor);
      const user = await store.findUser(orm, id);
      if (!(await passwordFits(user?.passwordHash ?? null, current))) {
        throw new AppError("invalid", "The current password is not right.", { field: "current" });
      }
      const parsed = parsePerson({ name, email, password: next });
      const passwordHash = await hashPassword(parsed.password);
      await orm.transaction(async (tx) => {
        await store.updateUser(tx, id, { passwordHash });
        await store.revokeSessions(tx, id, { keep: sessionId });
        await insertAudit(tx, auditOf(actor, "account.password", { type: "user", id, name: email }));
      });
      await tellAccess(sql, [id]);
    },

    async sessions(actor: Actor) {
      const { id, sessionId } = requireUser(actor);
      const rows = await store.listSessions(orm, id);
      return rows.map((row) => ({
        ...{ id: row.id, userAgent: row.userAgent, current: row.id === sessionId },
        createdAt: row.createdAt.getTime(),
        lastSeenAt: row.lastSeenAt.getTime(),
      }));
    },

    async revokeSession(actor: Actor, id: string): Promise<void> {
      const { id: userId, email } = requireUser(actor);
      await orm.transaction(async (tx) => {
        if ((await store.revokeSessions(tx, userId, { id })) === 0) return;
        const object = { type: "user", id: userId, name: email };
        await insertAudit(tx, auditOf(actor, "account.signed_out", object, { sessions: 1 }));
      });
      await tellAccess(sql, [userId]);
    },

    async signOutEverywhere(actor: Actor): Promise<void> {
      const { id, email } = requireUser(actor);
      await orm.transaction(async (tx) => {
        await store.revokeSessions(tx, id, {});
        await insertAudit(tx, auditOf(actor, "account.signed_out", { type: "user", id, name: email }));
      });
      await tellAccess(sql, [id]);
    },
  };
}

function parsePerson(input: NewPerson): NewPerson {
  const parsed = person.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError("invalid", issue?.message ?? "Something is missing.", { field: String(issue?.path[0] ?? "") });
}
