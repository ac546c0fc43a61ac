/**
 * Takes the pictures on a server of its own, with a state folder of its own, and leaves nothing behind but the pictures.
 * Arguments are parts of names: `npm run screenshots -- monitor` takes only those.
 */
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright";
import { freePort } from "../../e2e/fixtures/free-port";
import { OwnServer } from "../../e2e/fixtures/server";
import { findBrowser } from "../../server/tools/browser/executable";
import { startScriptedModel } from "../../server/tools/llm/testing/scripted-model";
import { dealsExpert } from "./deals-expert";
import { PUBLIC_PAGES, pagesOf, type Shot } from "./pages";
import { GUEST, OWNER, PASSWORD, tellStory } from "./story";
import { LOOKS, type Look, Visitor } from "./visitor";

const OUT = path.join(import.meta.dirname, "../../screenshots");
const wanted = process.argv.slice(2);

const model = await startScriptedModel(dealsExpert);
process.env.CHAINWRIGHT_LLM_URL = model.baseUrl;
const server = new OwnServer(freePort());
let browser: Browser | null = null;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void server.close().finally(() => process.exit(1)));
try {
  mkdirSync(OUT, { recursive: true });
  await server.start();
  const found = await findBrowser({ home: server.home, env: process.env });
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...found.env }).filter(([, value]) => value),
  ) as Record<string, string>;
  browser = await chromium.launch({ executablePath: found.path, env, args: ["--no-sandbox", "--disable-gpu"] });
  await takeAll(browser);
} finally {
  await browser?.close();
  await server.close();
  await model.close();
}

async function takeAll(browser: Browser): Promise<void> {
  const token = readFileSync(path.join(server.home, "setup-token"), "utf8").trim();
  await inEveryLook(browser, null, [{ name: "setup", at: `/setup?token=${token}` }]);
  const owner = await Visitor.open(browser, server.url, LOOKS[0]);
  await owner.setUp(token, OWNER);
  server.cli(["users", "create", GUEST, "--password-stdin", "--name", "Guest"], `${PASSWORD}\n`);
  await owner.call("admin.setSignUpMode", { mode: "open" });
  await owner.call("admin.createInvitation", { email: "new@example.com" });
  const story = await tellStory(owner, server.url);
  const state = await owner.state();
  await inEveryLook(browser, null, PUBLIC_PAGES);
  await inEveryLook(browser, state, pagesOf(story, owner));
  await owner.close();
  const guest = await Visitor.open(browser, server.url, LOOKS[0]);
  await guest.signIn(GUEST);
  await inEveryLook(browser, await guest.state(), [
    { name: "chains-empty", at: "/chains" },
    { name: "executions-empty", at: "/executions" },
  ]);
  await guest.close();
}

type State = Awaited<ReturnType<Visitor["state"]>>;

async function inEveryLook(browser: Browser, state: State | null, shots: readonly Shot[]): Promise<void> {
  const due = shots.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  if (due.length === 0) return;
  for (const look of LOOKS) {
    const visitor = await Visitor.open(browser, server.url, look, state);
    for (const shot of due) await take(visitor, look, shot);
    await visitor.close();
  }
}

async function take(visitor: Visitor, look: Look, { name, at, prepare }: Shot): Promise<void> {
  const file = path.join(OUT, `${name}-${look.theme}-${look.width}.png`);
  await visitor.visit(typeof at === "string" ? at : await at());
  await prepare?.(visitor.page);
  await visitor.settled();
  await visitor.page.screenshot({ path: file, fullPage: true, animations: "disabled" });
  const tooWide = await visitor.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  process.stdout.write(`${path.relative(process.cwd(), file)}${tooWide > 0 ? ` is ${tooWide} px too wide` : ""}\n`);
}
