import type { Sql } from "../../db/client";
import { CHANNELS, type Channel } from "./channels";

/** What arrived on the NOTIFY channels, for whoever is interested in this process. */
export interface Signals {
  /** Calls `listener` with each payload; returns how to stop. After a lost connection every listener is called with `*`. */
  on(channel: Channel, listener: (payload: string) => void): () => void;
  close(): Promise<void>;
}

/** Listens on all channels with one connection, which reconnects by itself. */
export async function listenToSignals(sql: Sql): Promise<Signals> {
  const listeners = new Map<Channel, Set<(payload: string) => void>>();
  const tell = (channel: Channel, payload: string) => {
    for (const listener of [...(listeners.get(channel) ?? [])]) listener(payload);
  };
  const names = Object.keys(CHANNELS) as Channel[];
  const requests = await Promise.all(
    names.map((channel) =>
      sql.listen(
        CHANNELS[channel],
        (payload) => tell(channel, payload),
        () => tell(channel, "*"),
      ),
    ),
  );
  return {
    on(channel, listener) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return () => set.delete(listener);
    },
    async close() {
      listeners.clear();
      await Promise.allSettled(requests.map((request) => request.unlisten()));
    },
  };
}
