import { randomBytes } from "node:crypto";
import { AppError, notFound } from "../errors";
import { newId } from "../new-id";
import { tellAccess } from "../store/access";
import { insertAudit } from "../store/audit";
import * as store from "../store/users";
import type { Actor } from "./actor";
import { auditOf } from "./audit";
import { authorizeAdmin, requireUser } from "./authorize";
import { hashOfCode } from "./code-hash";
import type { ServiceDependencies } from "./dependencies";

/** Who may make an account. */
export type SignUpMode = "open" | "invitation" | "closed";

const INVITATION_DAYS = 14;
const SIGN_UP_MODE = "sign_up_mode";

/** What administrators do with accounts: roles, disabling, who may sign up, invitations. */
export function createAdministration({ db: { orm, sql } }: ServiceDependencies) {
  return {
    async users(actor: Actor) {
      authorizeAdmin(actor);
      const rows = await store.listUsers(orm);
      return rows.map((row) => ({
        ...{ id: row.id, email: row.email, name: row.name, role: row.role, status: row.status },
        createdAt: row.createdAt.getTime(),
        lastSeenAt: row.lastSeenAt?.getTime() ?? null,
      }));
    },

    async setUserStatus(actor: Actor, id: string, status: "active" | "disabled"): Promise<void> {
      authorizeAdmin(actor);
      await changeAccount(actor, id, { status });
    },

    async setUserRole(actor: Actor, id: string, role: "admin" | "user"): Promise<void> {
      authorizeAdmin(actor);
      await changeAccount(actor, id, { role });
    },

    /** Ends all sessions of somebody; they may sign in again. */
    async signOutUser(actor: Actor, id: string): Promise<void> {
      authorizeAdmin(actor);
      const user = await store.findUser(orm, id);
      if (!user) throw notFound("user", id);
      await orm.transaction(async (tx) => {
        await store.revokeSessions(tx, id, {});
        await insertAudit(tx, auditOf(actor, "account.signed_out", { type: "user", id, name: user.email }));
      });
      await tellAccess(sql, [id]);
    },

    async signUpMode(): Promise<SignUpMode> {
      return (await store.readSetting<SignUpMode>(orm, SIGN_UP_MODE)) ?? "invitation";
    },

    async signUpModeFor(actor: Actor): Promise<SignUpMode> {
      authorizeAdmin(actor);
      return this.signUpMode();
    },

    async setSignUpMode(actor: Actor, mode: SignUpMode): Promise<void> {
      authorizeAdmin(actor);
      await orm.transaction(async (tx) => {
        const before = (await store.readSetting<SignUpMode>(tx, SIGN_UP_MODE)) ?? "invitation";
        await store.writeSetting(tx, SIGN_UP_MODE, mode);
        const object = { type: "setting", id: SIGN_UP_MODE, name: "Sign-up" };
        await insertAudit(tx, auditOf(actor, "settings.changed", object, { mode: [before, mode] }));
      });
    },

    async invitations(actor: Actor) {
      authorizeAdmin(actor);
      const rows = await store.listInvitations(orm);
      return rows.map((row) => ({
        ...{ id: row.id, email: row.email },
        createdAt: row.createdAt.getTime(),
        expiresAt: row.expiresAt.getTime(),
        usedAt: row.usedAt?.getTime() ?? null,
      }));
    },

    /** The code is shown once; only its hash is kept. */
    async createInvitation(actor: Actor, email: string | null): Promise<{ code: string }> {
      authorizeAdmin(actor);
      const code = randomBytes(18).toString("base64url");
      const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000);
      const id = newId();
      const createdBy = requireUser(actor).id;
      await orm.transaction(async (tx) => {
        await store.insertInvitation(tx, { id, codeHash: hashOfCode(code), email, createdBy, expiresAt });
        await insertAudit(tx, auditOf(actor, "invitation.created", { type: "invitation", id, name: email }));
      });
      return { code };
    },

    async revokeInvitation(actor: Actor, id: string): Promise<void> {
      authorizeAdmin(actor);
      await orm.transaction(async (tx) => {
        await store.deleteInvitation(tx, id);
        await insertAudit(tx, auditOf(actor, "invitation.revoked", { type: "invitation", id }));
      });
    },
  };

  /** One such change at a time: two administrators who remove each other at once must not both succeed. */
  async function changeAccount(
    actor: Actor,
    id: string,
    change: { status: "active" | "disabled" } | { role: "admin" | "user" },
  ): Promise<void> {
    const disables = "status" in change && change.status === "disabled";
    const demotes = "role" in change && change.role === "user";
    await orm.transaction(async (tx) => {
      await store.lockRoles(tx);
      const user = await store.findUser(tx, id);
      if (!user) throw notFound("user", id);
      if ((disables || demotes) && (await store.countOtherAdmins(tx, id)) === 0)
        throw new AppError("conflict", "This is the last administrator. Make somebody else administrator first.");
      await store.updateUser(tx, id, change);
      if (disables) await store.revokeSessions(tx, id, {});
      const object = { type: "user", id, name: user.email };
      await insertAudit(
        tx,
        "status" in change
          ? auditOf(actor, "user.status", object, { status: [user.status, change.status] })
          : auditOf(actor, "user.role", object, { role: [user.role, change.role] }),
      );
    });
    await tellAccess(sql, [id]);
  }
}
