/** The board that open browsers of this process show themselves on, made of the table of views and two channels. */
import { randomUUID } from "node:crypto";
import type { Sql } from "../../db/client";
import { HAND_BACKS, type PersonEvent } from "../core/browser/hands";
import * as store from "./browser-views";
import type { Signals } from "./signals";

type Place = store.ViewPlace;

/** Its owner in the table is this board, so that a process which is started again is somebody else. */
export function createBrowserBoard(sql: Sql, signals: Signals) {
  const owner = randomUUID();
  const ordersOf = (row: store.OrdersRow | null) => ({
    watchedUntil: row?.watchedUntil ?? null,
    hold:
      row?.heldBy && row.heldUntil !== null
        ? { userId: row.heldBy, name: row.heldName ?? "somebody", until: row.heldUntil }
        : null,
    handBack: HAND_BACKS.find((known) => known === row?.handBack) ?? null,
  });
  return {
    open: async (place: Place) => ordersOf(await store.openView(sql, place, owner)),
    describe: (place: Place, facts: Parameters<typeof store.describeView>[3]) =>
      store.describeView(sql, place, owner, facts),
    show: (place: Place, frame: Parameters<typeof store.showFrame>[3]) => store.showFrame(sql, place, owner, frame),
    orders: async (place: Place) => ordersOf(await store.readOrders(sql, place)),
    settle: (place: Place) => store.settleView(sql, place, owner),
    beat: () => store.beatViews(sql, owner),
    close: (place: Place) => store.closeView(sql, place, owner),
    listen: (
      listener: (
        told:
          | { type: "orders"; key: Place }
          | { type: "input"; key: Place; userId: string; events: PersonEvent[] }
          | { type: "all" },
      ) => void,
    ) =>
      signals.on("hands", (payload) => {
        if (payload === "*") return listener({ type: "all" });
        const { key, userId, events } = JSON.parse(payload) as { key: Place; userId?: string; events?: PersonEvent[] };
        if (userId === undefined || events === undefined) listener({ type: "orders", key });
        else listener({ type: "input", key, userId, events });
      }),
  };
}
