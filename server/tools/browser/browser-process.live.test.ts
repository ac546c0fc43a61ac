import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";
import { createOutbound } from "../../outbound/outbound";
import { BROWSER_HOME } from "../test-bench";
import { BrowserProcess } from "./browser-process";
import { findBrowser } from "./executable";

let hidden: LoopbackServer;
let hits = 0;
const outbound = createOutbound({ allowHosts: [] });
const home = await mkdtemp(join(tmpdir(), "chainwright-browsers-"));
const browsers = new BrowserProcess({
  home,
  executable: () => findBrowser({ home: BROWSER_HOME, env: process.env }),
  proxyUrl: async () => (await outbound.proxy()).url,
  warn: () => {},
});
beforeAll(async () => {
  hidden = await startLoopbackServer((_request, response) => {
    hits += 1;
    response.end("hidden");
  });
  await browsers.get();
}, 120_000);
afterAll(async () => {
  await browsers.close();
  await outbound.close();
  await hidden.close();
  expect(await readdir(join(home, "browsers"))).toEqual([]);
  await rm(home, { recursive: true });
});

describe("the browser's process", () => {
  it("is one, however many ask for it", async () => {
    const [first, second] = await Promise.all([browsers.get(), browsers.get()]);
    expect(first).toBe(second);
  });

  it("starts again after a crash", async () => {
    const browser = await browsers.get();
    const gone = once(browser as unknown as NodeJS.EventEmitter, "disconnected");
    const protocol = await browser.newBrowserCDPSession();
    protocol.send("Browser.crash").catch(() => {});
    await gone;
    const again = await browsers.get();
    expect(again).not.toBe(browser);
    expect(again.isConnected()).toBe(true);
  });

  it("reaches no private host by any door of a page", async () => {
    const page = await (await browsers.get()).newPage();
    for (const host of ["127.0.0.1", "localhost", "[::1]", "2130706433"]) {
      const address = `http://${host}:${hidden.port}/`;
      const response = await page.goto(address);
      expect(response?.status()).toBe(403);
      const fetched = await page.evaluate(
        (url) =>
          fetch(url, { mode: "no-cors" }).then(
            (answer) => answer.type,
            () => "failed",
          ),
        address,
      );
      expect(["basic", "opaque", "failed"]).toContain(fetched);
      const socket = await page.evaluate(
        (url) =>
          new Promise((resolve) => {
            const opened = new WebSocket(url);
            opened.onopen = () => resolve("open");
            opened.onerror = () => resolve("refused");
          }),
        address.replace("http:", "ws:"),
      );
      expect(socket).toBe("refused");
    }
    await expect(page.goto(`https://127.0.0.1:${hidden.port}/`)).rejects.toThrow("ERR_TUNNEL_CONNECTION_FAILED");
    await page.close();
    expect(hits).toBe(0);
  });

  it("says when the chosen program cannot be run", async () => {
    await expect(findBrowser({ home: BROWSER_HOME, env: { CHROMIUM_PATH: "/none" } })).rejects.toThrow(
      "CHROMIUM_PATH is /none, which cannot be run.",
    );
  });
});
