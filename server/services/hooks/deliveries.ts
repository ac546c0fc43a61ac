import { may, type Role, whyNotAllowed } from "../../core/access/roles";
import { notFound } from "../../errors";
import { executionRoles } from "../../store/access";
import { giveUp, redeliver } from "../../store/hook-deliveries";
import * as list from "../../store/hook-delivery-list";
import { type Viewer, viewerOf } from "../../store/hook-visible";
import { isUuid } from "../access";
import { type Actor, userIdOf } from "../actor";
import type { ServiceDependencies } from "../dependencies";

/** A delivery with what the one who looks may do about it. */
export interface DeliveryView extends list.DeliveryDetail {
  /** Why they may not deliver it again; null: they may. */
  whyNot: string | null;
}

/** What came of asking for several. */
export interface DeliveriesChanged {
  count: number;
  /** Why some were left as they are; null: none was for want of a right. */
  refused: string | null;
}

export const isAdmin = (actor: Actor): boolean => actor.type === "operator" || actor.role === "admin";

/** Deliveries of lifecycle hooks: each is there for whoever sees its execution, those of the hooks of all chains for administrators. */
export function createDeliveries({ db: { sql } }: Pick<ServiceDependencies, "db">) {
  const viewer = (actor: Actor, least?: Role): Promise<Viewer> => viewerOf(sql, userIdOf(actor), isAdmin(actor), least);

  /** The role of somebody on deliveries; those that are not there for them have none. */
  async function rolesOn(actor: Actor, found: readonly { id: string; level: string; executionId: string }[]) {
    const own = found.filter(({ level }) => level === "own").map(({ executionId }) => executionId);
    const roles = actor.type === "operator" ? null : await executionRoles(sql, own, actor.id);
    const roleOf = (level: string, executionId: string): Role | null => {
      if (level === "server") return isAdmin(actor) ? "owner" : null;
      return roles === null ? "owner" : (roles.get(executionId) ?? null);
    };
    return new Map(found.map(({ id, level, executionId }) => [id, roleOf(level, executionId)]));
  }

  async function change(
    actor: Actor,
    ids: readonly string[],
    doIt: (allowed: string[]) => Promise<number>,
  ): Promise<DeliveriesChanged> {
    const roles = await rolesOn(actor, await list.findOwners(sql, ids.filter(isUuid)));
    const seen = [...roles].flatMap(([id, role]) => (role === null ? [] : [{ id, role }]));
    const allowed = seen.filter(({ role }) => may(role, "execution", "redeliver"));
    const refused = seen.find(({ role }) => !may(role, "execution", "redeliver"));
    return {
      count: await doIt(allowed.map(({ id }) => id)),
      refused: refused ? whyNotAllowed(refused.role, "execution", "redeliver") : null,
    };
  }

  return {
    viewer,

    async list(actor: Actor, filter: list.DeliveryFilter, page: { limit: number; offset: number }) {
      return list.listDeliveries(sql, await viewer(actor), filter, page);
    },

    async get(actor: Actor, id: string): Promise<DeliveryView> {
      const found = isUuid(id) ? await list.findDelivery(sql, id) : null;
      const role = found && (await rolesOn(actor, [found])).get(found.id);
      if (!found || !role) throw notFound("delivery", id);
      return { ...found, whyNot: whyNotAllowed(role, "execution", "redeliver") };
    },

    /** Asks for another try of each; those that are not there for one are passed over. */
    redeliver: (actor: Actor, ids: readonly string[]) => change(actor, ids, (allowed) => redeliver(sql, allowed)),

    giveUp: (actor: Actor, ids: readonly string[]) => change(actor, ids, (allowed) => giveUp(sql, allowed)),
  };
}
