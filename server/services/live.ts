/**
 * What a browser follows: the events of some executions and what concerns the person as a whole. Subscribe first, then read
 * what was missed, then follow; a sweep once a second stands behind the signals. Cursors travel with every message, so a
 * reader that comes back goes on exactly where it stopped.
 */
import type { RecordedEvent } from "../core/execution/event";
import { AppError } from "../errors";
import { anyWithin } from "../store/access";
import { listEvents } from "../store/executions";
import { countUnread } from "../store/notifications";
import type { Actor } from "./actor";
import { requireUser } from "./authorize";
import type { BrowserView } from "./browser-views";
import { watchBrowsers } from "./browser-watch";
import type { ServiceDependencies } from "./dependencies";
import { type LiveRights, watchRights } from "./live-rights";
import { createLiveSweep } from "./live-sweep";
import { atOwnPace } from "./own-pace";

export type LiveMessage =
  | { type: "event"; executionId: string; event: RecordedEvent }
  | { type: "notifications"; unread: number }
  /** What the open browsers of an execution show; the newest is all there is to know. */
  | { type: "browsers"; executionId: string; views: BrowserView[] }
  /** Something about the person's executions changed: lists are to be read again. */
  | { type: "chains" };

export interface LiveRequest {
  executions: { id: string; afterSeq: number }[];
  notifications: boolean;
  /** Executions at whose open browsers the person looks. */
  browsers?: string[];
  /** Cursors of the last message that was received, as `id` of `LiveItem` gave them. */
  lastEventId?: string | null;
}

export interface LiveItem {
  id: string;
  message: LiveMessage;
}

export type Live = ReturnType<typeof createLive>;

/** How often a page may be told to read its lists again. */
const LISTS_MS = 1_000;
const PAGE = 500;
const MAX_FOLLOWED = 50;

export function createLive(deps: ServiceDependencies) {
  const { sql, orm } = deps.db;
  const reads = createSharedReads(deps);
  const sweep = createLiveSweep(deps);

  return {
    async *follow(actor: Actor, request: LiveRequest, signal: AbortSignal): AsyncGenerator<LiveItem> {
      const person = requireUser(actor);
      const userId = person.id;
      const cursors = readCursors(request);
      const mailbox = createMailbox(cursors, userId);
      const wanted = [...cursors.keys(), ...(request.browsers ?? [])];
      const rights = await watchRights(deps, person, wanted, mailbox.wake);
      for (const id of cursors.keys()) if (!rights.visible.has(id)) cursors.delete(id);
      const looked = (request.browsers ?? []).filter((id) => rights.visible.has(id));
      const watch = watchBrowsers(deps, userId, looked, mailbox.wake);
      const stop = [
        deps.signals.on("events", mailbox.onEvents),
        request.notifications ? deps.signals.on("notifications", mailbox.onNotifications) : () => {},
        sweep.add({ cursors, onBehind: mailbox.onBehind }),
        atOwnPace(LISTS_MS, () => {
          watch.poll();
          mailbox.listsDue();
        }),
      ];
      signal.addEventListener("abort", mailbox.wake, { once: true });
      try {
        if (request.notifications) mailbox.state.unread = true;
        for (const id of cursors.keys()) mailbox.state.dirty.add(id);
        while (!signal.aborted) {
          if (rights.isDue && !(await rights.hold())) {
            // The pages read their lists again; what comes back for more gets what it may still have.
            yield { id: formatCursors(cursors), message: { type: "chains" } };
            return;
          }
          yield* drain(rights, cursors, mailbox.state, signal);
          for (const news of await watch.news()) {
            yield { id: formatCursors(cursors), message: { type: "browsers", ...news } };
          }
          if (!watch.isDue && !rights.isDue) await mailbox.wait(signal);
        }
      } finally {
        watch.stop();
        rights.stop();
        for (const unsubscribe of stop) unsubscribe();
      }
    },
  };

  function readCursors(request: LiveRequest): Map<string, number> {
    if (request.executions.length > MAX_FOLLOWED)
      throw new AppError("invalid", `One stream follows at most ${MAX_FOLLOWED} executions.`);
    const seen = parseCursors(request.lastEventId);
    return new Map(request.executions.map(({ id, afterSeq }) => [id, Math.max(afterSeq, seen.get(id) ?? 0)]));
  }

  async function* drain(
    { reach }: LiveRights,
    cursors: Map<string, number>,
    state: MailboxState,
    signal: AbortSignal,
  ): AsyncGenerator<LiveItem> {
    const item = (message: LiveMessage): LiveItem => ({ id: formatCursors(cursors), message });
    for (const id of [...state.dirty]) {
      state.dirty.delete(id);
      const events = await reads.after(id, cursors.get(id) ?? 0);
      if (events.length === PAGE) state.dirty.add(id);
      for (const event of events) {
        if (signal.aborted) return;
        cursors.set(id, event.seq);
        yield item({ type: "event", executionId: id, event });
      }
    }
    if (state.unread) {
      state.unread = false;
      yield item({ type: "notifications", unread: await countUnread(orm, reach.userId) });
    }
    if (state.due && (state.others.size > 0 || state.anyOther)) {
      const mine = state.anyOther || (await anyWithin(sql, [...state.others], reach));
      state.others.clear();
      state.anyOther = false;
      state.due = false;
      if (mine) yield item({ type: "chains" });
    }
  }
}

/**
 * Many who follow the same execution read the same events at the same moment: that is one query. A read is shared only until the
 * next signal, so nobody gets an answer that is older than the news for which it asks.
 */
function createSharedReads({ db, signals }: ServiceDependencies) {
  const underWay = new Map<string, Promise<RecordedEvent[]>>();
  signals.on("events", () => underWay.clear());
  return {
    after(id: string, afterSeq: number): Promise<RecordedEvent[]> {
      const key = `${id}:${afterSeq}`;
      const known = underWay.get(key);
      if (known) return known;
      const read = listEvents(db.sql, id, { afterSeq, limit: PAGE }).finally(() => {
        if (underWay.get(key) === read) underWay.delete(key);
      });
      underWay.set(key, read);
      return read;
    },
  };
}

interface MailboxState {
  dirty: Set<string>;
  others: Set<string>;
  anyOther: boolean;
  unread: boolean;
  /** A second has passed: lists may be told to read again. */
  due: boolean;
}

/** Collects what the signals say until the reader has time. */
function createMailbox(cursors: ReadonlyMap<string, number>, userId: string) {
  const state: MailboxState = { dirty: new Set(), others: new Set(), anyOther: false, unread: false, due: false };
  let resolve: (() => void) | null = null;
  const wake = () => resolve?.();
  const all = () => {
    for (const id of cursors.keys()) state.dirty.add(id);
  };
  return {
    state,
    wake,
    onBehind(executionId: string) {
      state.dirty.add(executionId);
      wake();
    },
    listsDue() {
      state.due = true;
      wake();
    },
    onEvents(payload: string) {
      if (payload === "*") {
        all();
        state.anyOther = true;
        return wake();
      }
      for (const id of payload.split(",")) {
        if (cursors.has(id)) state.dirty.add(id);
        if (state.others.size < 1_000) state.others.add(id);
      }
      if (state.dirty.size > 0) wake();
    },
    onNotifications(payload: string) {
      if (payload !== userId && payload !== "*") return;
      state.unread = true;
      wake();
    },
    wait(signal: AbortSignal): Promise<void> {
      if (signal.aborted || state.unread || state.dirty.size > 0) return Promise.resolve();
      return new Promise((done) => {
        resolve = () => {
          resolve = null;
          done();
        };
      });
    },
  };
}

function formatCursors(cursors: ReadonlyMap<string, number>): string {
  return JSON.stringify(Object.fromEntries(cursors));
}

function parseCursors(text: string | null | undefined): Map<string, number> {
  if (!text) return new Map();
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed === null || typeof parsed !== "object") return new Map();
    return new Map(Object.entries(parsed).filter((entry): entry is [string, number] => Number.isInteger(entry[1])));
  } catch {
    return new Map();
  }
}
