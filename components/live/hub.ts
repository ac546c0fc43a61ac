import type { RecordedEvent } from "@/server/core/execution/event";
import type { BrowserView } from "@/server/services/browser-views";
import { createLeader, type Leader, type OpenStream } from "./leader";
import type { Leadership } from "./leadership";
import type { ExecutionCursor, LiveMessage, LiveStatus, TabMessage } from "./messages";

/** How tabs hear each other. A tab does not hear itself. */
export interface TabChannel {
  post(message: TabMessage): void;
  listen(handler: (message: TabMessage) => void): () => void;
}

export interface HubPorts {
  tab: string;
  channel: TabChannel;
  leadership: Leadership;
  openStream: OpenStream;
  now(): number;
  /** Calls back again and again until the returned function is called. */
  every(ms: number, run: () => void): () => void;
}

type OtherMessage = Exclude<LiveMessage, { type: "event" | "browsers" }>;

export interface Hub {
  /** Calls `onEvent` once per event after `afterSeq`, in order, without gaps. */
  follow(executionId: string, afterSeq: number, onEvent: (event: RecordedEvent) => void): () => void;
  /** Looks at the open browsers of an execution that the tab also follows; they take pictures as long as somebody does. */
  look(executionId: string, onViews: (views: BrowserView[]) => void): () => void;
  onMessage(listener: (message: OtherMessage) => void): () => void;
  onStatus(listener: (status: LiveStatus) => void): () => void;
  status(): LiveStatus;
  close(): void;
}

interface Follower {
  id: string;
  afterSeq: number;
  onEvent(event: RecordedEvent): void;
}

interface Looker {
  id: string;
  onViews(views: BrowserView[]): void;
}

const CHECK_MS = 15_000;
/** So many unanswered checks make a leader count as frozen. */
const PATIENCE = 2;

/**
 * The live connection of one tab. All tabs of the origin share one stream: the tab that holds the lock reads it and relays;
 * the others name what they follow. A closed leader frees the lock, a frozen one is deposed. Browsers allow six connections
 * per origin over HTTP/1.1, so a stream per tab would hang the seventh.
 */
export function createHub(ports: HubPorts): Hub {
  const followers = new Set<Follower>();
  const lookers = new Set<Looker>();
  const messageListeners = new Set<(message: OtherMessage) => void>();
  const statusListeners = new Set<(status: LiveStatus) => void>();
  let status: LiveStatus = "connecting";
  let leader: Leader | null = null;
  let unanswered = 0;

  const setStatus = (next: LiveStatus) => {
    unanswered = 0;
    if (next === status) return;
    status = next;
    for (const listener of statusListeners) listener(next);
  };

  const wanted = (): ExecutionCursor[] => {
    const lowest = new Map<string, number>();
    for (const { id, afterSeq } of followers) lowest.set(id, Math.min(afterSeq, lowest.get(id) ?? afterSeq));
    const looks = new Set([...lookers].map(({ id }) => id));
    return [...lowest].map(([id, afterSeq]) => ({ id, afterSeq, ...(looks.has(id) ? { looks: true } : {}) }));
  };

  const announce = () => {
    if (leader) leader.want(ports.tab, wanted());
    else ports.channel.post({ type: "want", tab: ports.tab, executions: wanted() });
  };

  const deliver = (message: LiveMessage) => {
    if (message.type === "browsers") {
      for (const looker of [...lookers]) if (looker.id === message.executionId) looker.onViews(message.views);
      return;
    }
    if (message.type !== "event") {
      for (const listener of messageListeners) listener(message);
      return;
    }
    let missed = false;
    for (const follower of [...followers]) {
      if (follower.id !== message.executionId || message.event.seq <= follower.afterSeq) continue;
      if (message.event.seq === follower.afterSeq + 1) {
        follower.afterSeq = message.event.seq;
        follower.onEvent(message.event);
      } else missed = true;
    }
    // Something in between is missing: name the cursor again, the leader then starts over from it.
    if (missed) announce();
  };

  const lead = () => {
    leader = createLeader({
      openStream: ports.openStream,
      now: ports.now,
      post: (message) => ports.channel.post(message),
      deliver,
      onStatus: setStatus,
    });
    leader.want(ports.tab, wanted());
    ports.channel.post({ type: "leader" });
  };

  const step = () => {
    leader?.close();
    leader = null;
    setStatus("connecting");
  };

  const hear = (message: TabMessage) => {
    if (leader) leader.hear(message);
    else if (message.type === "leader") announce();
    else if (message.type === "status") setStatus(message.status);
    else if (message.type === "relay") deliver(message.message);
  };

  const check = () => {
    if (leader) {
      leader.want(ports.tab, wanted());
      leader.check();
      return;
    }
    unanswered += 1;
    if (unanswered > PATIENCE) {
      unanswered = 0;
      ports.leadership.depose();
    } else ports.channel.post({ type: "alive", tab: ports.tab });
  };

  let closed = false;
  const stopListening = ports.channel.listen(hear);
  const stopChecking = ports.every(CHECK_MS, check);
  const stopCampaign = ports.leadership.campaign(lead, step);
  announce();

  return {
    follow(id, afterSeq, onEvent) {
      const follower: Follower = { id, afterSeq, onEvent };
      followers.add(follower);
      announce();
      return () => {
        followers.delete(follower);
        announce();
      };
    },
    look(id, onViews) {
      const looker: Looker = { id, onViews };
      lookers.add(looker);
      announce();
      return () => {
        lookers.delete(looker);
        announce();
      };
    },
    onMessage: (listener) => subscribe(messageListeners, listener),
    onStatus: (listener) => subscribe(statusListeners, listener),
    status: () => status,
    close() {
      // A page that is hidden for good is closed once by the browser and once by React.
      if (closed) return;
      closed = true;
      stopChecking();
      stopCampaign();
      if (leader) leader.close();
      else ports.channel.post({ type: "gone", tab: ports.tab });
      leader = null;
      stopListening();
    },
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
