import { pathOf } from "../core/notifications/path";
import * as store from "../store/notifications";
import type { Actor } from "./actor";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

/** A person's news. */
export function createNotifications({ db }: ServiceDependencies) {
  return {
    async list(actor: Actor, page: { limit: number; cursor?: number; unreadOnly: boolean }) {
      const { id } = requireUser(actor);
      const before = page.cursor === undefined ? null : new Date(page.cursor);
      const rows = await store.listNotifications(db.orm, id, {
        limit: page.limit + 1,
        before,
        unreadOnly: page.unreadOnly,
      });
      const items = rows.slice(0, page.limit).map((row) => ({
        ...{
          id: row.id,
          title: row.title,
          body: row.body,
          level: row.level,
          executionId: row.executionId,
          chainName: row.chainName,
          kind: row.kind,
          path: pathOf(row),
        },
        createdAt: row.createdAt.getTime(),
        readAt: row.readAt?.getTime() ?? null,
      }));
      const last = items.at(-1);
      const nextCursor = rows.length > page.limit && last ? last.createdAt : null;
      return { items, unread: await store.countUnread(db.orm, id), nextCursor };
    },

    async markRead(actor: Actor, ids: string[] | "all"): Promise<void> {
      await store.markNotificationsRead(db.orm, requireUser(actor).id, ids);
    },
  };
}
