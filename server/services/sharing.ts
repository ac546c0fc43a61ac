import type { Sql } from "../../db/client";
import type { SharedType, ShareRole } from "../../db/schema/shares";
import { may, type Role } from "../core/access/roles";
import type { JsonObject } from "../core/json";
import { AppError, notFound } from "../errors";
import { tellAccess } from "../store/access";
import { insertAuditRow } from "../store/audit";
import { changeOwner, deleteShare, listShares, putShare } from "../store/shares";
import { findUser, findUserByEmail } from "../store/users";
import { createAccess } from "./access";
import type { Actor } from "./actor";
import { type AuditAction, auditOf } from "./audit";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

const MAX_SHARES = 200;

export interface SharedObject {
  type: SharedType;
  id: string;
}

/** Who has what role on something, as far as the reader may know it. */
export interface SharesView {
  name: string;
  /** The reader's. */
  role: Role;
  owner: { name: string; email: string; you: boolean } | null;
  /** For its owner everybody, for others themselves. */
  people: { userId: string; name: string; email: string; role: ShareRole; at: number; you: boolean }[];
}

/** Sharing chains, tasks and executions with people of this server. */
export function createSharing(deps: ServiceDependencies) {
  const { sql, orm } = deps.db;
  const access = createAccess(deps);

  async function objectFor(actor: Actor, { type, id }: SharedObject, action: "read" | "share") {
    if (type === "execution") {
      const { chainName: name, userId: ownerId, role } = await access.execution(actor, id, action);
      return { name, ownerId, role };
    }
    return type === "chain" ? access.chain(actor, id, action) : access.task(actor, id, action);
  }

  async function personOf(email: string) {
    const user = await findUserByEmail(orm, email.trim());
    if (user?.status === "active") return user;
    const message = `Nobody on this server has the address "${email.trim().slice(0, 254)}". Ask an administrator to invite them first.`;
    throw new AppError("invalid", message, { field: "email" });
  }

  /** The change, its entry in the log and the hint to those concerned, in one commit. */
  async function change(
    actor: Actor,
    object: SharedObject & { name: string },
    concerned: readonly string[],
    work: (tx: Sql) => Promise<{ action: AuditAction; details: JsonObject } | null>,
  ): Promise<void> {
    await sql.begin(async (transaction) => {
      const tx = transaction as unknown as Sql;
      const done = await work(tx);
      if (!done) return;
      await insertAuditRow(tx, auditOf(actor, done.action, object, done.details));
      await tellAccess(tx, concerned);
    });
  }

  return {
    async list(actor: Actor, object: SharedObject): Promise<SharesView> {
      const { id: you } = requireUser(actor);
      const { name, ownerId, role } = await objectFor(actor, object, "read");
      const [rows, owner] = await Promise.all([
        listShares(sql, object.type, object.id),
        ownerId === null ? null : findUser(orm, ownerId),
      ]);
      const sees = may(role, object.type, "share");
      const people = rows
        .filter(({ userId }) => sees || userId === you)
        .map((row) => ({ ...row, you: row.userId === you }));
      return {
        ...{ name, role, people },
        owner: owner && { name: owner.name, email: owner.email, you: owner.id === you },
      };
    },

    /** Shares it with somebody, or gives them another role. */
    async give(actor: Actor, object: SharedObject, email: string, role: ShareRole): Promise<void> {
      const { name, ownerId } = await objectFor(actor, object, "share");
      const person = await personOf(email);
      if (person.id === ownerId)
        throw new AppError("invalid", `It is ${person.name}'s own already.`, { field: "email" });
      if ((await listShares(sql, object.type, object.id)).length >= MAX_SHARES)
        throw new AppError("conflict", `It is shared with ${MAX_SHARES} people already. Take a share back first.`);
      const by = requireUser(actor).id;
      await change(actor, { ...object, name }, [person.id], async (tx) => {
        const before = await putShare(tx, { ...object, userId: person.id, role, by });
        if (before === role) return null;
        const details = { with: person.email, role: [before, role] };
        return { action: before === null ? "share.given" : "share.changed", details };
      });
    },

    /** Takes a share back; one's own: leaves. */
    async remove(actor: Actor, object: SharedObject, userId: string): Promise<void> {
      const leaves = requireUser(actor).id === userId;
      const { name } = await objectFor(actor, object, leaves ? "read" : "share");
      const person = await findUser(orm, userId);
      await change(actor, { ...object, name }, [userId], async (tx) => {
        const before = await deleteShare(tx, object.type, object.id, userId);
        if (before === null) throw notFound("share", userId);
        const details = { with: person?.email ?? userId, role: [before, null] };
        return { action: leaves ? "share.left" : "share.removed", details };
      });
    },

    /** Gives it to somebody else at once; who had it stays as editor. */
    async transfer(actor: Actor, object: SharedObject & { type: "chain" | "task" }, email: string): Promise<void> {
      const { type, id } = object;
      const { name, ownerId } =
        type === "chain" ? await access.chain(actor, id, "transfer") : await access.task(actor, id, "transfer");
      const person = await personOf(email);
      if (person.id === ownerId)
        throw new AppError("invalid", `It is ${person.name}'s own already.`, { field: "email" });
      const owner = await findUser(orm, ownerId);
      await change(actor, { ...object, name }, [ownerId, person.id], async (tx) => {
        if (!(await changeOwner(tx, type, { id, from: ownerId, to: person.id })))
          throw new AppError("conflict", "It has changed hands meanwhile. Load the page again.");
        const details = { owner: [owner?.email ?? ownerId, person.email] };
        return { action: type === "chain" ? "chain.transferred" : "task.transferred", details };
      });
    },
  };
}
