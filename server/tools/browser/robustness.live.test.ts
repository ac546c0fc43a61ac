import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";
import { type Bench, createBench, errorOf, resultOf } from "../test-bench";
import { browsersFolder, processesOn } from "./browser-folder";

const PAGE = `<!doctype html><title>Trial</title>
<button onclick="while (true) {}">Hang</button>
<button onclick="for (let i = 0; i < 50; i += 1) window.open('/?' + i)">Tabs</button>
<button onclick="alert('Look here'); document.title = confirm('Sure?') ? 'yes' : 'no'">Dialog</button>
<button onclick="while (true) alert('again')">Dialogs</button>
<a href="/endless" download>Endless</a><a href="/huge" download>Huge</a>
<button onclick="location = '/endless'; document.title = 'sent'">Unasked</button>`;

let bench: Bench;
let site: LoopbackServer;
/** Downloads that the server is still sending. */
const sending = new Set<string>();
let stopped: () => void = () => {};
beforeAll(async () => {
  site = await startLoopbackServer((request, response) => {
    if (request.url === "/endless" || request.url === "/huge") {
      const path = request.url;
      sending.add(path);
      const length = path === "/huge" ? { "content-length": String(10 ** 12) } : {};
      response.writeHead(200, {
        "content-type": "application/octet-stream",
        "content-disposition": "attachment",
        ...length,
      });
      const fill = () => {
        while (!response.destroyed && response.write(Buffer.alloc(256 * 1024)));
      };
      response.on("drain", fill);
      response.on("close", () => {
        sending.delete(path);
        stopped();
      });
      return fill();
    }
    response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
  });
  const limits = { silentMs: 1_000, downloadBytes: 4 * 1024 * 1024 };
  bench = await createBench({ allow: `127.0.0.1:${site.port}`, browser: { limits } });
  resultOf(await bench.run("browser.run", { actions: [{ goto: site.url }] }));
}, 120_000);
afterAll(async () => {
  await bench.close();
  await site.close();
});
afterEach(async () => {
  await bench.tools.release("execution-1");
  bench.logs.length = 0;
});

const press = (name: string, ...more: object[]) =>
  bench.run("browser.run", {
    actions: [{ goto: site.url }, { click: { role: "button", name, exact: true } }, ...more],
  });
const works = async () =>
  expect(resultOf(await bench.run("browser.run", { actions: [{ goto: site.url }] })).title).toBe("Trial");
const notSending = async (path: string) => {
  while (sending.has(path)) {
    await new Promise<void>((resolve) => {
      stopped = resolve;
    });
  }
};
const firstLine = async () => {
  while (bench.logs.length === 0) await new Promise((resolve) => setImmediate(resolve));
};

/** Processes that show pages, among what these have started. */
async function renderersBelow(pids: readonly number[]): Promise<number[]> {
  const all = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const pid of all) {
    const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    parents.set(pid, Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pids.includes(pid) || isBelow(parents.get(pid)));
  const commands = await Promise.all(all.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  return all.filter((pid, index) => isBelow(pid) && commands[index]?.includes("--type=renderer"));
}

const folderOf = async () => join(browsersFolder(bench.home), (await readdir(browsersFolder(bench.home)))[0] ?? "");

describe("a browser step fails with a clear reason, and the next one works, after", () => {
  it("a page that hangs", async () => {
    const error = errorOf(await press("Hang"));
    expect(error.message).toMatch(/^The page has not answered for 1 s: a script of it does not end\./);
    expect(error.retryable).toBe(true);
    await works();
  });

  it("a page that crashes", async () => {
    const pending = bench.run("browser.run", { actions: [{ goto: site.url }, { wait_for: { text: "never" } }] });
    await firstLine();
    for (const pid of await renderersBelow(await processesOn(await folderOf()))) process.kill(pid, "SIGKILL");
    expect(errorOf(await pending)).toMatchObject({
      retryable: true,
      message: expect.stringMatching(/^The page crashed/),
    });
    await works();
  });

  it("fifty tabs", async () => {
    const error = errorOf(await press("Tabs", { wait_for: { text: "never" } }));
    expect(error).toMatchObject({ message: "The pages opened more than 20 tabs.", retryable: false });
    await works();
  });

  it.each(["Endless", "Huge"])("a download without end: %s", async (text) => {
    const outcome = await bench.run("browser.run", { actions: [{ goto: site.url }, { download: { text } }] });
    expect(errorOf(outcome)).toMatchObject({
      message: "The download is larger than 4 MB; it was stopped.",
      retryable: false,
    });
    await notSending(`/${text.toLowerCase()}`);
    // The browser lets go of the connection first, and of the file a moment later.
    await expect.poll(async () => readdir(join(await folderOf(), "downloads"))).toEqual([]);
    await works();
  });

  it("dialogs without end", async () => {
    const error = errorOf(await press("Dialogs", { wait_for: { text: "never" } }));
    expect(error.message).toBe("The page showed more than 50 dialogs.");
    await works();
  });

  it("the end of the browser's process", async () => {
    const folder = await folderOf();
    const pending = bench.run("browser.run", { actions: [{ goto: site.url }, { wait_for: { text: "never" } }] });
    await firstLine();
    for (const pid of await processesOn(folder)) process.kill(pid, "SIGKILL");
    expect(errorOf(await pending)).toMatchObject({ retryable: true });
    await works();
    expect(await processesOn(folder)).toEqual([]);
    expect(await readdir(browsersFolder(bench.home))).toHaveLength(1);
  });
});

it("dialogs are closed, nothing is confirmed, and the step hears of them", async () => {
  expect(resultOf(await press("Dialog")).title).toBe("no");
  const lines = bench.logs.map(({ message }) => message).filter((line) => line.includes("dialog"));
  expect(lines).toEqual(["The page showed a dialog (alert): Look here", "The page showed a dialog (confirm): Sure?"]);
});

it("a file that nobody asked for is refused", async () => {
  expect(resultOf(await press("Unasked")).title).toBe("sent");
  await notSending("/endless");
  expect(bench.logs.map(({ message }) => message)).toContainEqual(expect.stringContaining("no action asked for"));
});
