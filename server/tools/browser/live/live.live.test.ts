import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PersonEvent } from "../../../core/browser/hands";
import { type LoopbackServer, startLoopbackServer } from "../../../outbound/loopback-server";
import { type Bench, createBench, errorOf, resultOf } from "../../test-bench";
import { type BrowserBoard, type Frame, NO_BOARD, type Told, type ViewFacts, type ViewOrders } from "./board";

const PAGE = `<!doctype html><title>Trial</title><body style="margin:0"><button style="width:200px;height:100px;display:block"
onclick="document.title='pressed'; document.querySelector('p').hidden = false">Press</button>
<input aria-label=Code autofocus style="display:block;width:200px;height:40px" oninput="document.title=this.value"><p hidden>Open</p>
<div style="height:3000px"></div>`;

/** A board in memory: what a person would see and what they want. */
class TestBoard implements BrowserBoard {
  wanted: ViewOrders = { watchedUntil: null, hold: null, handBack: null };
  facts: Partial<ViewFacts> = {};
  frames: Frame[] = [];
  settled = 0;
  private listeners = new Set<(told: Told) => void>();
  private waiting: (() => void)[] = [];
  readonly key = { executionId: "execution-1", session: "shared" };

  async open() {
    return this.wanted;
  }
  async describe(_key: object, facts: Partial<ViewFacts>) {
    Object.assign(this.facts, facts);
    this.changed();
  }
  async show(_key: object, frame: Frame) {
    this.frames.push(frame);
    this.changed();
  }
  async orders() {
    return this.wanted;
  }
  async settle() {
    this.wanted = { ...this.wanted, hold: null, handBack: null };
    this.settled += 1;
    this.changed();
  }
  async beat() {}
  async close() {}
  listen(listener: (told: Told) => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  want(orders: Partial<ViewOrders>) {
    this.wanted = { ...this.wanted, ...orders };
    for (const listener of this.listeners) listener({ type: "orders", key: this.key });
  }
  hold(ms = 60_000, name = "Ada") {
    this.want({ hold: { userId: "ada", name, until: Date.now() + ms } });
  }
  act(events: PersonEvent[], userId = "ada") {
    for (const listener of this.listeners) listener({ type: "input", key: this.key, userId, events });
  }
  async until(holds: () => boolean) {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
  }
  private changed() {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

let board: TestBoard;
let bench: Bench;
let site: LoopbackServer;
beforeAll(async () => {
  site = await startLoopbackServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
  });
  const port: BrowserBoard = Object.fromEntries(
    Object.keys(NO_BOARD).map((name) => [
      name,
      (...args: unknown[]) => (board[name as keyof BrowserBoard] as (...args: unknown[]) => unknown).apply(board, args),
    ]),
  ) as unknown as BrowserBoard;
  board = new TestBoard();
  bench = await createBench({ allow: `127.0.0.1:${site.port}`, browser: { board: port } });
}, 120_000);
afterAll(async () => {
  await bench.close();
  await site.close();
});
afterEach(async () => {
  await bench.tools.release("execution-1");
  bench.logs.length = 0;
  bench.files.length = 0;
  Object.assign(board, {
    wanted: { watchedUntil: null, hold: null, handBack: null },
    facts: {},
    frames: [],
    settled: 0,
  });
});

const press: PersonEvent[] = [
  { type: "down", x: 50, y: 50 },
  { type: "up", x: 50, y: 50 },
];
const paused = () => board.until(() => board.facts.paused === true);
const lines = () => bench.logs.map(({ message }) => message);
const open = (...more: object[]) => bench.run("browser.run", { actions: [{ goto: site.url }, ...more], timeout: 2 });

describe("somebody who looks", () => {
  it("gets pictures of the page as it changes, and none when nobody looks", async () => {
    await open();
    expect(board.frames).toHaveLength(0);
    board.want({ watchedUntil: Date.now() + 60_000 });
    await board.until(() => board.frames.length > 0);
    const [first] = board.frames;
    expect([...(first?.jpeg.subarray(0, 2) ?? [])]).toEqual([0xff, 0xd8]);
    expect(first).toMatchObject({ width: 1280, height: 800, url: `${site.url}/` });
    board.want({ watchedUntil: null });
    const before = board.frames.length;
    await open({ click: { role: "button", name: "Press" } });
    expect(board.frames.length).toBe(before);
  });

  it("sees which step is at work and where", async () => {
    await open();
    expect(board.facts).toMatchObject({ stepId: null, url: `${site.url}/`, title: "Trial", paused: false });
  });
});

describe("a person who has the browser", () => {
  it("does what only they can, and the step goes on with what they did", async () => {
    board.wanted.hold = { userId: "ada", name: "Ada", until: Date.now() + 60_000 };
    const pending = bench.run("browser.run", {
      actions: [{ wait_for: { text: "Open" } }],
      read: { p: "p" },
      timeout: 1,
    });
    await paused();
    expect(board.facts.nextAction).toBe('1 of 1: wait for text "Open"');
    board.act([{ type: "navigate", url: site.url }]);
    // As a person does, who clicks when the page is there.
    await board.until(() => board.facts.title === "Trial");
    board.act(press);
    board.act([{ type: "text", text: "never" }], "bob");
    board.want({ handBack: "continue" });
    expect(resultOf(await pending).values).toEqual({ p: "Open" });
    expect(lines().slice(0, 4)).toEqual([
      "Ada has taken the browser over",
      `Opened ${site.url}/`,
      "Clicked at 50, 50",
      "Ada has handed the browser back: the step goes on",
    ]);
    expect(board.settled).toBe(1);
  });

  it("types what nobody records", async () => {
    await open();
    board.hold();
    board.act([
      { type: "down", x: 50, y: 120 },
      { type: "up", x: 50, y: 120 },
      { type: "text", text: "hunter2" },
      { type: "key", key: "Backspace" },
      { type: "wheel", x: 50, y: 50, dx: 0, dy: 100 },
    ]);
    const pending = bench.run("browser.extract", { fields: { p: "p" } });
    await board.until(() => board.facts.paused === true);
    board.want({ handBack: "continue" });
    resultOf(await pending);
    const done = bench.logs.filter(({ message }) => /^(Clicked|Typed|Pressed|Scrolled)/.test(message));
    expect(done.map(({ message }) => message)).toEqual([
      "Clicked at 50, 120",
      "Typed 7 characters",
      "Pressed Backspace",
      "Scrolled",
    ]);
    expect(done[0]?.data).toEqual({ by: "Ada" });
    expect(JSON.stringify(bench.logs)).not.toContain("hunter");
  });

  it("may have the action that failed done again, or go on without it, or let the step fail", async () => {
    const stuck = async (handBack: "continue" | "retry" | "fail", events: PersonEvent[] = []) => {
      await bench.tools.release("execution-1");
      Object.assign(board, { wanted: { watchedUntil: null, hold: null, handBack: null }, facts: {} });
      bench.signs = 0;
      const pending = open({ wait_for: { text: "Open" } });
      // Each action begins with a sign of life.
      while (bench.signs < 2) await new Promise((resolve) => setImmediate(resolve));
      board.hold();
      await board.until(() => board.facts.nextAction === 'after a failure: wait for text "Open"');
      board.act(events);

      board.want({ handBack });
      return pending;
    };
    resultOf(await stuck("continue"));
    resultOf(await stuck("retry", press));
    expect(errorOf(await stuck("fail")).message).toMatch(/^The text "Open" is on the page but did not become visible/);
  });

  it("is told no more when the time is up, and the step goes on by itself", async () => {
    const ada = { userId: "ada", name: "Ada" };
    board.wanted.hold = { ...ada, until: Date.now() + 60_000 };
    const pending = open();
    await paused();
    board.want({ hold: { ...ada, until: Date.now() + 50 } });
    resultOf(await pending);
    expect(lines()).toContain("The time of Ada was up: the step goes on");
    expect(bench.files.filter(({ kind }) => kind === "trace")).toHaveLength(1);
  });

  it("loses it when the execution is canceled", async () => {
    board.wanted.hold = { userId: "ada", name: "Ada", until: Date.now() + 60_000 };
    const controller = new AbortController();
    const pending = bench.run("browser.run", { actions: [{ goto: site.url }] }, {}, controller.signal);
    await paused();
    controller.abort(new Error("canceled"));
    expect(errorOf(await pending).code).toBe("interrupted");
    await board.until(() => board.settled === 1);
  });

  it("cannot go where steps may not go", async () => {
    board.wanted.hold = { userId: "ada", name: "Ada", until: Date.now() + 60_000 };
    const pending = open();
    await paused();
    board.act([{ type: "navigate", url: "http://169.254.169.254/" }]);
    board.act([{ type: "navigate", url: "file:///etc/passwd" }]);
    board.want({ handBack: "continue" });
    resultOf(await pending);
    expect(lines().filter((line) => line.startsWith("That could not be done"))).toHaveLength(2);
  });
});

describe("a trace", () => {
  it("is not kept of a step that uses secrets", async () => {
    const io = { signal: new AbortController().signal, hasSecrets: true, heartbeat() {}, log() {} };
    const kinds: string[] = [];
    const call = { executionId: "execution-1", stepId: "step-1", item: null, iteration: 0, attempt: 1, effectId: "e" };
    const rest = { userId: null, passesBrowser: true, readableSteps: [], browser: null };
    const share = { browserSession: true, files: true };
    const parameters = { actions: [{ goto: site.url }] };
    resultOf(
      await bench.tools.run(
        { ...call, ...rest, share, tool: "browser", operation: "run", parameters },
        { ...io, file: ({ kind }) => void kinds.push(kind) },
      ),
    );
    expect(new Set(kinds)).toEqual(new Set(["screenshot"]));
  });

  it("is kept of each attempt, and can be left out", async () => {
    await open();
    const traces = bench.files.filter(({ kind }) => kind === "trace");
    expect(traces).toMatchObject([
      { path: "step-1/traces/trace-1.zip", contentType: "application/zip", label: "Trace of attempt 1" },
    ]);
    const without = await createBench({ allow: `127.0.0.1:${site.port}`, browser: { isTraced: () => false } });
    try {
      resultOf(await without.run("browser.run", { actions: [{ goto: site.url }] }));
      expect(without.files.filter(({ kind }) => kind === "trace")).toEqual([]);
    } finally {
      await without.close();
    }
  });
});
