import { afterAll, beforeAll, expect, it } from "vitest";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";
import { type Bench, createBench, errorOf, resultOf } from "../test-bench";

let bench: Bench;
let site: LoopbackServer;
let other: LoopbackServer;
beforeAll(async () => {
  other = await startLoopbackServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end('<label>Word <input id="word"></label>');
  });
  site = await startLoopbackServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<label>Word <input id="word"></label><a href="${other.url}">away</a>`);
  });
  bench = await createBench({ allow: "127.0.0.1" });
}, 60_000);
afterAll(async () => {
  await bench.close();
  await site.close();
  await other.close();
});

const run = (actions: object[]) =>
  bench.tools.run(
    {
      ...{ executionId: "execution-1", stepId: "step-1", item: null, iteration: 0, attempt: 1, effectId: "e" },
      ...{ userId: null, passesBrowser: true, readableSteps: [], browser: null, tool: "browser", operation: "run" },
      share: { browserSession: false, files: true },
      parameters: JSON.parse(JSON.stringify({ actions })),
    },
    {
      ...{ signal: new AbortController().signal, hasSecrets: true, onlyHosts: [[`127.0.0.1:${site.port}`]] },
      ...{ heartbeat() {}, log() {}, file() {} },
    },
  );

const fill = { fill: { css: "#word", value: "hunter2" } };

it("what is bound to hosts is typed into pages of these, and of no others", async () => {
  resultOf(await run([{ goto: site.url }, fill]));
  expect(errorOf(await run([{ goto: other.url }, fill])).message).toContain("may be sent only to");
  const led = errorOf(
    await run([{ goto: site.url }, { click: { text: "away" } }, { wait_for: { css: "#word" } }, fill]),
  );
  expect(led.message).toContain("may be sent only to");
}, 60_000);
