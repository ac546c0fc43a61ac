import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, serveDemo } from "../../demo/serve";
import type { BrowserState } from "../../engine/ports";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";
import { type Bench, createBench, errorOf, resultOf } from "../test-bench";

interface RunResult {
  url: string;
  title: string;
  values: Record<string, unknown>;
  downloads: { path: string; size: number }[];
  screenshots: string[];
}

const PAGE = `<!doctype html><title>Trial</title><h1>Trial page</h1>
<label>User <input id=u></label><label>Mail <input id=m type=email></label><input aria-label="Hidden one" style="display:none">
<button onclick="document.title='pressed'">First</button><button>Second</button><button disabled>Third</button>
<button onclick="window.open('/popup')">Open</button><select aria-label=Size><option value=s>Small</option><option value=l>Large</option></select>
<label><input type=checkbox> Agree</label><p data-testid=late></p><a href="file:///etc/passwd">local</a>
<script>setTimeout(() => document.querySelector('[data-testid=late]').textContent = 'here', 50)</script>`;

let bench: Bench;
let shop: DemoServer;
let site: LoopbackServer;
beforeAll(async () => {
  shop = await serveDemo();
  site = await startLoopbackServer((request, response) => {
    if (request.url === "/silent") return;
    if (request.url === "/broken") return void response.writeHead(503).end("down");
    if (request.url === "/private") return void response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    if (request.url === "/storage") {
      const script =
        "<title>Storage</title><script>localStorage.setItem('k', localStorage.getItem('k') ?? 'kept')</script>";
      return void response
        .writeHead(200, { "content-type": "text/html" })
        .end(`${script}<p id=k></p><script>k.textContent = localStorage.getItem('k')</script>`);
    }
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(request.url === "/popup" ? "<title>Popup</title><h1>New tab</h1>" : PAGE);
  });
  bench = await createBench({ allow: `127.0.0.1:${site.port},127.0.0.1:${shop.port}` });
  // Unpacking and starting happen here, so that no test is timed with it.
  resultOf(await bench.run("browser.run", { actions: [{ goto: site.url }] }, { executionId: "warm" }));
  await bench.tools.release("warm");
}, 120_000);
afterAll(async () => {
  await bench.close();
  await site.close();
  await shop.close();
});
afterEach(async () => {
  await bench.tools.release("execution-1");
  bench.logs.length = 0;
  bench.files.length = 0;
});

const login = () => [
  { goto: `${shop.url}/login` },
  { fill: { label: "User", value: "demo" } },
  { fill: { label: "Password", value: "demo" } },
  { click: { role: "button", name: "Sign in" } },
  { wait_for: { role: "heading", name: "Products", exact: true } },
];

describe("browser.run", () => {
  it("shops over three steps in one shared session", async () => {
    resultOf(await bench.run("browser.run", { actions: login() }, { stepId: "login" }));
    const cart = await bench.run(
      "browser.run",
      {
        actions: [
          { goto: `${shop.url}/products?sort=price&max_price=20` },
          { click: { role: "button", name: "to cart", nth: 1 } },
          { wait_for: { url: "**/cart" } },
        ],
      },
      { stepId: "cart" },
    );
    expect(resultOf<RunResult>(cart).url).toBe(`${shop.url}/cart`);
    const done = resultOf<RunResult>(
      await bench.run(
        "browser.run",
        {
          actions: [
            { click: { role: "button", name: "Check out" } },
            { fill: { label: "Name", value: "Ann" } },
            { select: { label: "Delivery", option: "Express" } },
            { check: { label: "I know that this is a demonstration" } },
            { click: { role: "button", name: "Place order" } },
            { download: { role: "link", name: "Receipt", save_as: "receipt.txt" } },
          ],
          read: { order: ".order-number", total: { css: ".total", type: "number" } },
        },
        { stepId: "checkout" },
      ),
    );
    expect(done.title).toBe("Order placed · Corner Shop");
    expect(done.values).toEqual({ order: expect.stringMatching(/^CS-\d{6}$/), total: 7.8 });
    expect(done.downloads).toEqual([{ path: "receipt.txt", size: expect.any(Number) }]);
    const receipt = await bench.run(
      "files.read",
      { path: "receipt.txt" },
      { stepId: "after", readableSteps: ["checkout"] },
    );
    expect(resultOf(receipt).content).toContain(done.values.order);
  });

  it("logs each action and shows pictures, but nothing that was typed", async () => {
    const { screenshots } = resultOf<RunResult>(await bench.run("browser.run", { actions: login() }));
    expect(bench.logs.map(({ data }) => data?.action)).toEqual(["goto", "fill", "fill", "click", "wait_for"]);
    expect(bench.logs[1]).toMatchObject({
      level: "info",
      message: 'fill field "User"',
      data: { target: 'field "User"' },
    });
    expect(JSON.stringify(bench.logs)).not.toContain('"demo"');
    const pictures = bench.files.filter(({ kind }) => kind === "screenshot");
    expect(pictures.map(({ path }) => path)).toEqual(screenshots);
    expect(pictures.at(-1)?.label).toBe("Products · Corner Shop, at the end of the step");
    const picture = await readFile(join(bench.home, "executions/execution-1", screenshots[0] ?? ""));
    expect([...picture.subarray(0, 2)]).toEqual([0xff, 0xd8]);
  });

  it("keeps steps apart without a shared session", async () => {
    const share = { browserSession: false, files: false };
    resultOf(await bench.run("browser.run", { actions: login() }, { share }));
    const read = { actions: [{ goto: `${shop.url}/products` }], read: { greeting: ".greeting" } };
    expect(resultOf<RunResult>(await bench.run("browser.run", read, { share })).values).toEqual({ greeting: null });
  });

  it("goes on in another process: cookies, storage, tabs and address", async () => {
    const first = await bench.run("browser.run", {
      actions: [...login(), { goto: `${site.url}/storage` }, { goto: `${shop.url}/cart` }],
    });
    const state = first.status === "succeeded" ? first.browser : undefined;
    expect(state).toMatchObject({ url: `${shop.url}/cart`, tabs: [`${shop.url}/cart`] });
    const other = await createBench({ allow: `127.0.0.1:${site.port},127.0.0.1:${shop.port}` });
    try {
      const browser = JSON.parse(JSON.stringify(state)) as BrowserState;
      const there = await other.run("browser.extract", { fields: { greeting: ".greeting" } }, { browser });
      expect(resultOf(there)).toEqual({ url: `${shop.url}/cart`, item: { greeting: "Hello, demo" } });
      const storage = await other.run("browser.extract", { url: `${site.url}/storage`, fields: { k: "#k" } });
      expect(resultOf(storage).item).toEqual({ k: "kept" });
    } finally {
      await other.close();
    }
  });

  it("works on a tab that an action opened", async () => {
    const actions = [
      { goto: site.url },
      { click: { text: "Open" } },
      { wait_for: { role: "heading", name: "New tab" } },
    ];
    const outcome = await bench.run("browser.run", { actions });
    expect(resultOf<RunResult>(outcome).title).toBe("Popup");
    expect(outcome.status === "succeeded" && outcome.browser?.tabs).toEqual([`${site.url}/`, `${site.url}/popup`]);
  });

  it("chooses, checks, presses and waits", async () => {
    const actions = [
      { goto: site.url },
      { select: { label: "Size", option: "l" } },
      { check: { label: "Agree" } },
      { check: { label: "Agree", checked: false } },
      { fill: { css: "#u", value: 5 } },
      { press: { css: "#u", key: "Tab" } },
      { press: "Escape" },
      { wait_for: { text: "here" } },
      { click: { role: "button", name: "First" } },
      { screenshot: "by hand" },
    ];
    const result = resultOf<RunResult>(await bench.run("browser.run", { actions }));
    expect(result.title).toBe("pressed");
    expect(result.screenshots.some((path) => path.endsWith("by-hand.jpg"))).toBe(true);
  });

  it("gives two steps at the same time the session in turn", async () => {
    const visit = (path: string) =>
      bench.run(
        "browser.run",
        { actions: [{ goto: `${shop.url}${path}` }], read: { h: "h1" } },
        { stepId: path.slice(1) },
      );
    const both = await Promise.all([visit("/deals"), visit("/cart")]);
    expect(both.map((outcome) => resultOf<RunResult>(outcome).values.h)).toEqual(["Deals", "Cart"]);
  });
});

describe("errors of the browser, in words", () => {
  /** `timeout`: short for what is waited for in vain, long for what fails at once. */
  const act = async (action: object, timeout = 0.3) =>
    errorOf(
      await bench.run("browser.run", { actions: JSON.parse(JSON.stringify([{ goto: site.url }, action])), timeout }),
    );

  it("say what is there instead", async () => {
    const error = await act({ click: { role: "button", name: "Next page" } });
    expect(error).toMatchObject({
      code: "tool_error",
      retryable: true,
      message: `No button "Next page" within 0.3 s; the page "Trial" (${site.url}/) has 4 buttons: "First", "Second", "Third", "Open".`,
      details: {
        url: `${site.url}/`,
        action: 'click button "Next page"',
        screenshot: expect.stringContaining("failure.jpg"),
      },
    });
    expect((await act({ fill: { label: "Phone", value: "1" } })).message).toContain('has 4 labels: "User", "Mail"');
    expect((await act({ click: { css: ".none" } })).message).toContain('has 1 heading: "Trial page"');
  });

  it.each([
    [{ click: { role: "button", name: "Third" } }, 'The button "Third" stayed disabled within 0.3 s.'],
    [{ fill: { css: "[aria-label='Hidden one']", value: "x" } }, "is on the page but did not become visible"],
    [{ wait_for: { url: "**/never" } }, "wait for **/never: nothing happened within 0.3 s."],
  ])("after a while: %j", async (action, message) => {
    expect(await act(action)).toMatchObject({ message: expect.stringContaining(message), retryable: true });
  });

  it.each([
    [{ click: { css: "button" } }, '4 elements fit button: "First", "Second", "Third", "Open". Use `exact` or `nth`.'],
    [{ fill: { css: "h1", value: "x" } }, "fill h1: "],
    [{ click: { css: "a[" } }, "click a[: "],
    [{ goto: "http://169.254.169.254/" }, "169.254.169.254 is a private address."],
    [{ goto: "file:///etc/passwd" }, "file: addresses are not allowed"],
    [{ goto: "view-source:http://x" }, "view-source: addresses are not allowed"],
  ])("at once: %j", async (action, message) => {
    expect(await act(action, 20)).toMatchObject({ message: expect.stringContaining(message), retryable: false });
  });

  it("say why an address cannot be opened", async () => {
    expect(await act({ goto: `${site.url}/broken` })).toMatchObject({
      retryable: true,
      message: `${site.url}/broken answered 503.`,
    });
    const error = await act({ goto: `${site.url}/private` });
    expect(error).toMatchObject({
      retryable: false,
      message: expect.stringContaining("169.254.169.254 is a private address"),
    });
  });

  it("come at once when the step is aborted", async () => {
    const controller = new AbortController();
    const pending = bench.run("browser.run", { actions: [{ goto: `${site.url}/silent` }] }, {}, controller.signal);
    controller.abort(new Error("canceled by a person"));
    expect(errorOf(await pending)).toMatchObject({
      code: "interrupted",
      message: expect.stringContaining("canceled by a person"),
    });
  });

  it.each([
    [{ actions: [{ clik: { text: "x" } }] }, 'parameters.actions[0] has no "clik".'],
    [{ actions: [{ click: { text: "x", css: "y" } }] }, "parameters.actions[0].click: give only one of text, css."],
    [{ actions: [{ click: {} }] }, "parameters.actions[0].click: say which element"],
    [{ actions: [{ fill: { label: "x" } }] }, "parameters.actions[0].fill.value"],
    [{ actions: [{ goto: "x", click: { text: "x" } }] }, "parameters.actions[0]: needs exactly one of goto, click"],
    [{ actions: [{ press: { label: "x" } }] }, "parameters.actions[0].press.key is missing."],
    [{ actions: [{ wait_for: {} }] }, "parameters.actions[0].wait_for: needs either an element or a `url`."],
    [{}, "parameters.actions is missing."],
  ])("name what does not fit in %j", async (parameters, message) => {
    const error = errorOf(await bench.run("browser.run", parameters));
    expect(error).toMatchObject({ code: "invalid_input", retryable: false });
    expect(error.message).toContain(message);
  });
});

describe("browser.extract", () => {
  it("reads a list of objects", async () => {
    const outcome = await bench.run("browser.extract", {
      url: `${shop.url}/deals`,
      items: ".deal",
      fields: {
        title: ".title",
        price: { css: ".price", type: "number" },
        link: { css: "a", attribute: "href" },
        id: { attribute: "data-id" },
        none: ".none",
      },
    });
    const { items, count } = resultOf<{ items: object[]; count: number }>(outcome);
    expect(count).toBe(4);
    expect(items[0]).toEqual({
      title: "Linen notebook",
      price: 14.9,
      link: `${shop.url}/products/p-102`,
      id: "p-102",
      none: null,
    });
  });

  it("says when there is nothing, or takes it when that is allowed", async () => {
    const parameters = { url: shop.url, items: ".none", fields: { a: "a" }, timeout: 0.2 };
    expect(errorOf(await bench.run("browser.extract", parameters))).toMatchObject({
      retryable: true,
      message: `Fewer than 1 elements fit ".none" within 0.2 s on ${shop.url}. \`min: 0\` accepts that.`,
    });
    expect(resultOf(await bench.run("browser.extract", { ...parameters, min: 0 }))).toMatchObject({
      count: 0,
      items: [],
    });
  });
});
