import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "@/server/core/execution/event";
import { createHub, type HubPorts, type TabChannel } from "./hub";
import type { Leadership } from "./leadership";
import type { ExecutionCursor, LiveMessage, LiveStatus, TabMessage } from "./messages";

/** A browser with several tabs, in memory: a channel, a lock with a queue, and a server that remembers every stream. */
function createBrowser() {
  const hearers = new Map<string, (message: TabMessage) => void>();
  const line: { tab: string; lead: () => void; step: () => void }[] = [];
  const streams: { wanted: readonly ExecutionCursor[]; open: boolean; send(message: LiveMessage): void }[] = [];
  const ticks = new Map<string, () => void>();

  const channel = (tab: string): TabChannel => ({
    post: (message) => {
      for (const [other, hear] of hearers) if (other !== tab) hear(message);
    },
    listen(hear) {
      hearers.set(tab, hear);
      return () => hearers.delete(tab);
    },
  });
  const leadership = (tab: string): Leadership => ({
    campaign(lead, step) {
      line.push({ tab, lead, step });
      if (line.length === 1) lead();
      return () => {
        const place = line.findIndex((entry) => entry.tab === tab);
        line.splice(place, 1);
        if (place === 0) line[0]?.lead();
      };
    },
    depose() {
      const mine = line.find((entry) => entry.tab === tab);
      const old = line[0];
      if (!mine || !old) return;
      line.splice(0, line.length, mine, ...line.filter((entry) => entry !== mine));
      mine.lead();
      old.step();
    },
  });
  const openTab = (tab: string) => {
    const ports: HubPorts = {
      tab,
      channel: channel(tab),
      leadership: leadership(tab),
      now: () => 0,
      every(_ms, run) {
        ticks.set(tab, run);
        return () => ticks.delete(tab);
      },
      openStream(wanted, handlers) {
        const stream = { wanted, open: true, send: handlers.onMessage };
        streams.push(stream);
        handlers.onStatus("open");
        return {
          close() {
            stream.open = false;
          },
        };
      },
    };
    return createHub(ports);
  };
  return {
    openTab,
    freeze: (tab: string) => hearers.delete(tab),
    tick: (tab: string) => ticks.get(tab)?.(),
    openStreams: () => streams.filter((stream) => stream.open),
    /** The server sends the events that a stream still has to get. */
    serve(executionId: string, upTo: number) {
      for (const stream of streams.filter((candidate) => candidate.open)) {
        const from = stream.wanted.find(({ id }) => id === executionId)?.afterSeq;
        if (from === undefined) continue;
        for (let seq = from + 1; seq <= upTo; seq++) stream.send({ type: "event", executionId, event: eventOf(seq) });
      }
    },
  };
}

const eventOf = (seq: number): RecordedEvent => ({
  seq,
  at: seq,
  kind: "log",
  stepId: null,
  item: null,
  attempt: null,
  data: null,
});
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("several tabs of one browser", () => {
  it("share one stream, and each hears every event of what it follows once", async () => {
    const browser = createBrowser();
    const heard: Record<string, number[]> = { a: [], b: [] };
    browser.openTab("a").follow("x", 0, (event) => heard.a?.push(event.seq));
    const second = browser.openTab("b");
    await settled();
    browser.serve("x", 3);
    second.follow("x", 1, (event) => heard.b?.push(event.seq));
    await settled();
    browser.serve("x", 5);
    expect(browser.openStreams()).toHaveLength(1);
    expect(heard).toEqual({ a: [1, 2, 3, 4, 5], b: [2, 3, 4, 5] });
  });

  it("go on without loss when the leader closes", async () => {
    const browser = createBrowser();
    const heard: number[] = [];
    const first = browser.openTab("a");
    browser.openTab("b").follow("x", 0, (event) => heard.push(event.seq));
    await settled();
    browser.serve("x", 2);
    first.close();
    await settled();
    browser.serve("x", 4);
    expect(browser.openStreams()).toHaveLength(1);
    expect(heard).toEqual([1, 2, 3, 4]);
  });

  it("depose a leader that does not answer", async () => {
    const browser = createBrowser();
    const heard: number[] = [];
    browser.openTab("a");
    browser.openTab("b").follow("x", 7, (event) => heard.push(event.seq));
    await settled();
    browser.freeze("a");
    for (let check = 0; check < 3; check++) browser.tick("b");
    await settled();
    browser.serve("x", 9);
    expect(heard).toEqual([8, 9]);
    expect(browser.openStreams()).toHaveLength(1);
  });

  it("ask again for what they missed", async () => {
    const browser = createBrowser();
    const heard: number[] = [];
    browser.openTab("a").follow("x", 0, (event) => heard.push(event.seq));
    await settled();
    browser.openStreams()[0]?.send({ type: "event", executionId: "x", event: eventOf(4) });
    expect(heard).toEqual([]);
    await settled();
    browser.serve("x", 4);
    expect(heard).toEqual([1, 2, 3, 4]);
  });

  it("know the state of the connection in every tab", async () => {
    const browser = createBrowser();
    const seen: LiveStatus[] = [];
    browser.openTab("a");
    const second = browser.openTab("b");
    second.onStatus((status) => seen.push(status));
    await settled();
    expect(second.status()).toBe("open");
    expect(seen).toEqual(["open"]);
  });
});
