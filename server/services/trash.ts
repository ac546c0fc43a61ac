import { scheduleOf } from "../core/definition/schedule-of";
import { nextFire } from "../core/schedule/next-fire";
import { AppError } from "../errors";
import { findVersion } from "../store/chains";
import * as store from "../store/trash";
import { createAccess } from "./access";
import type { Actor } from "./actor";
import { auditOf } from "./audit";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

const DAY_MS = 86_400_000;

/** A chain in the trash. Times are epoch milliseconds. */
export interface TrashView extends Omit<store.TrashRow, "deletedAt"> {
  deletedAt: number;
  /** When it goes for good; null: it stays until somebody empties the trash. */
  goneAt: number | null;
}

/** Throwing chains away, getting them back, and erasing them. */
export function createTrash(deps: ServiceDependencies) {
  const { orm, sql } = deps.db;
  const access = createAccess(deps);
  const object = (id: string, name: string) => ({ type: "chain", id, name });

  return {
    async list(actor: Actor): Promise<{ items: TrashView[]; days: number | "all" }> {
      const days = deps.settings.current().CHAINWRIGHT_TRASH_DAYS;
      const rows = await store.listTrash(sql, requireUser(actor).id);
      const items = rows.map(({ deletedAt, ...row }) => ({
        ...row,
        deletedAt: deletedAt.getTime(),
        goneAt: days === "all" ? null : deletedAt.getTime() + days * DAY_MS,
      }));
      return { items, days };
    },

    async throwAway(actor: Actor, id: string): Promise<void> {
      const { name } = await access.chain(actor, id, "remove");
      await store.moveToTrash(orm, id, auditOf(actor, "chain.deleted", object(id, name)));
    },

    /** As it was: with its shares, and with its schedule on or paused. */
    async restore(actor: Actor, id: string): Promise<void> {
      const { name, latestVersion } = await access.trashed(actor, id);
      const version = await findVersion(orm, id, latestVersion);
      const schedule = version && scheduleOf(version.source);
      const next = schedule ? nextFire(schedule, Date.now()) : null;
      const audit = auditOf(actor, "chain.restored", object(id, name));
      await store.restoreChain(orm, id, next === null ? null : new Date(next), audit);
    },

    /** For good. `name`: what the person typed, to say that this chain is meant. */
    async erase(actor: Actor, id: string, typed: string): Promise<void> {
      const { name } = await access.trashed(actor, id);
      if (typed.trim() !== name.trim()) {
        throw new AppError("invalid", `This is not the name of the chain. Type “${name}” to delete it for good.`);
      }
      await store.eraseChain(orm, id, auditOf(actor, "chain.erased", object(id, name)));
    },
  };
}
