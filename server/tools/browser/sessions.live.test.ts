import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { BrowserState, StepCall, StepOutcome } from "../../engine/ports";
import { deferred } from "../../engine/testing/scripted-port";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";
import { type Bench, createBench, resultOf } from "../test-bench";
import { NO_BOARD } from "./live/board";

/** Counts visits in a cookie, in local and in session storage, and shows them. */
const COUNTER = `<!doctype html><title>Counter</title><p id=c></p><p id=l></p><p id=s></p><script>
const count = (get, set) => { const next = Number(get() ?? 0) + 1; set(next); return next };
c.textContent = count(() => /n=(\\d+)/.exec(document.cookie)?.[1], (n) => { document.cookie = 'n=' + n + '; max-age=1000' });
l.textContent = count(() => localStorage.n, (n) => { localStorage.n = n });
s.textContent = count(() => sessionStorage.n, (n) => { sessionStorage.n = n });
</script>`;

/** Settles when a page that keeps a connection open goes away. */
let left = deferred<void>();
let bench: Bench;
let site: LoopbackServer;
beforeAll(async () => {
  site = await startLoopbackServer((request, response) => {
    if (request.url === "/open") return void response.on("close", () => left.resolve(undefined)).flushHeaders();
    if (request.url === "/keeps") {
      const script = "<title>Keeps</title><script>fetch('/open').then(() => { document.title = 'Open' })</script>";
      return void response.writeHead(200, { "content-type": "text/html" }).end(script);
    }
    response.writeHead(200, { "content-type": "text/html" }).end(COUNTER);
  });
  bench = await createBench({ allow: `127.0.0.1:${site.port}` });
}, 120_000);
afterAll(async () => {
  await bench.close();
  await site.close();
});
afterEach(async () => {
  await bench.tools.release("execution-1");
});

const stateOf = (outcome: StepOutcome): BrowserState => {
  const state = "browser" in outcome ? outcome.browser : undefined;
  if (!state) throw new Error(`No state was recorded: ${JSON.stringify(outcome)}`);
  return JSON.parse(JSON.stringify(state)) as BrowserState;
};
const read = { c: "#c", l: "#l", s: "#s" };
const visit = (call: Partial<StepCall> = {}, on = bench) =>
  on.run("browser.run", { actions: [{ goto: site.url }], read }, call);
const look = (call: Partial<StepCall> = {}, on = bench) => on.run("browser.extract", { fields: read }, call);
const values = (outcome: StepOutcome) => resultOf<{ values: Record<string, string> }>(outcome).values;
const counts = (number: string) => ({ c: number, l: number, s: number });

describe("a shared session", () => {
  it("keeps cookies, local and session storage and the page from step to step", async () => {
    expect(values(await visit())).toEqual(counts("1"));
    expect(values(await visit())).toEqual(counts("2"));
    expect(resultOf(await look())).toEqual({ url: `${site.url}/`, item: counts("2") });
  });

  it("comes back with all of it in another process", async () => {
    await visit();
    const browser = stateOf(await visit());
    const other = await createBench({ allow: `127.0.0.1:${site.port}` });
    try {
      // The page was loaded again on the way.
      expect(resultOf(await look({ browser }, other)).item).toEqual(counts("3"));
    } finally {
      await other.close();
    }
  });

  it("is restored when another process has gone on with the execution meanwhile", async () => {
    const first = stateOf(await visit());
    const other = await createBench({ allow: `127.0.0.1:${site.port}` });
    const second = stateOf(await visit({ browser: first }, other).finally(() => other.close()));
    // Restoring loads the page once more: 2 there, its own visit 3, restored here 4.
    expect(resultOf(await look({ browser: second })).item).toEqual(counts("4"));
    expect(resultOf(await look({ browser: stateOf(await look()) })).item).toEqual(counts("4"));
  });

  it("is not touched by a step that does not pass its browser on, which works on a copy", async () => {
    await visit();
    const before = stateOf(await look());
    expect(values(await visit({ stepId: "aside", passesBrowser: false, browser: before })).c).toBe("3");
    expect(resultOf(await look({ browser: before })).item).toEqual(counts("1"));
  });

  it("begins empty after such a step when there was none before", async () => {
    expect(values(await visit({ stepId: "aside", passesBrowser: false }))).toEqual(counts("1"));
    expect(values(await visit())).toEqual(counts("1"));
  });

  it("closes when nobody has used it for a while, and comes back by its recorded state", async () => {
    let closed: () => void = () => {};
    const untilClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const board = { ...NO_BOARD, close: async () => closed() };
    const short = await createBench({
      allow: `127.0.0.1:${site.port}`,
      browser: { board, limits: { idleMs: 0 } },
    });
    try {
      const browser = stateOf(await visit({}, short));
      await untilClosed;
      const again = await look({ browser }, short);
      expect(resultOf(again).item).toEqual(counts("2"));
      expect(short.logs.map(({ message }) => message)).toContain("Restored the browser session");
    } finally {
      await short.close();
    }
  });
});

describe("the pages of an execution", () => {
  const keep = (signal?: AbortSignal) => {
    left = deferred<void>();
    const actions = [{ goto: `${site.url}/keeps` }, ...(signal ? [{ wait_for: { text: "never" } }] : [])];
    return bench.run("browser.run", { actions, timeout: 60 }, {}, signal);
  };

  it("are closed when it ends", async () => {
    resultOf(await keep());
    await bench.tools.release("execution-1");
    await left.promise;
  });

  it("are closed at once when the step is canceled", async () => {
    const controller = new AbortController();
    bench.logs.length = 0;
    const pending = keep(controller.signal);
    while (bench.logs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error("canceled"));
    await left.promise;
    expect((await pending).status).toBe("failed");
  });
});

it("steps that share nothing each begin empty", async () => {
  const share = { browserSession: false, files: true };
  expect(values(await visit({ share }))).toEqual(counts("1"));
  expect(values(await visit({ share }))).toEqual(counts("1"));
});
