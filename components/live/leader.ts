import type { ExecutionCursor, LiveMessage, LiveStatus, TabMessage } from "./messages";
import { advanced, isOutdated, merged, NO_WANTS, pruned, touched, type Wants, withoutTab, withTab } from "./wants";

export type OpenStream = (
  executions: readonly ExecutionCursor[],
  handlers: { onMessage(message: LiveMessage): void; onStatus(status: LiveStatus): void },
) => { close(): void };

export interface LeaderPorts {
  openStream: OpenStream;
  now(): number;
  post(message: TabMessage): void;
  /** Hands a message to the leader's own tab. */
  deliver(message: LiveMessage): void;
  onStatus(status: LiveStatus): void;
}

export interface Leader {
  want(tab: string, executions: readonly ExecutionCursor[]): void;
  hear(message: TabMessage): void;
  /** Called now and then: forgets tabs that crashed. */
  check(): void;
  close(): void;
}

/** Background tabs may have their timers slowed to once a minute, so silence has to last longer than that. */
const SILENT_MS = 150_000;

/** Reads the one stream for all tabs and relays it. Opens it anew when what the tabs want no longer fits. */
export function createLeader(ports: LeaderPorts): Leader {
  let wants: Wants = NO_WANTS;
  let reached = new Map<string, number>();
  let looked: ReadonlySet<string> = new Set();
  let stream: { close(): void } | null = null;
  let status: LiveStatus = "connecting";
  let queued = false;
  let closed = false;

  const setStatus = (next: LiveStatus) => {
    status = next;
    ports.post({ type: "status", status });
    ports.onStatus(status);
  };

  const relay = (message: LiveMessage) => {
    if (message.type === "event") {
      const { executionId, event } = message;
      if (event.seq > (reached.get(executionId) ?? 0)) reached.set(executionId, event.seq);
      wants = advanced(wants, executionId, event.seq);
    }
    ports.post({ type: "relay", message });
    ports.deliver(message);
  };

  const open = () => {
    stream?.close();
    const wanted = merged(wants);
    reached = new Map(wanted.map(({ id, afterSeq }) => [id, afterSeq]));
    looked = new Set(wanted.filter(({ looks }) => looks).map(({ id }) => id));
    let current = true;
    const opened = ports.openStream(wanted, {
      onMessage: (message) => current && relay(message),
      onStatus: (next) => current && setStatus(next),
    });
    stream = {
      close() {
        current = false;
        opened.close();
      },
    };
  };

  // Several tabs answer a new leader at once, and a page follows and unfollows while it renders: one new stream is enough.
  const reconsider = () => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => {
      queued = false;
      if (!closed && (stream === null || isOutdated(reached, merged(wants), looked))) open();
    });
  };

  return {
    want(tab, executions) {
      wants = withTab(wants, tab, executions, ports.now());
      reconsider();
    },
    hear(message) {
      if (message.type === "want") this.want(message.tab, message.executions);
      else if (message.type === "gone") {
        wants = withoutTab(wants, message.tab);
        reconsider();
      } else if (message.type === "alive") {
        const known = touched(wants, message.tab, ports.now());
        if (known) wants = known;
        else ports.post({ type: "leader" });
        ports.post({ type: "status", status });
      }
    },
    check() {
      const rest = pruned(wants, ports.now(), SILENT_MS);
      if (rest.tabs.size === wants.tabs.size) return;
      wants = rest;
      // After a long sleep of the machine everyone looks silent: ask who is still there.
      ports.post({ type: "leader" });
      reconsider();
    },
    close() {
      closed = true;
      stream?.close();
      stream = null;
    },
  };
}
