import type { Page } from "playwright";
import type { z } from "zod";
import type { Guard } from "../../outbound/guard";
import { implement, type ToolContext, ToolError } from "../tool";
import { type ActionScene, type Download, namedAction } from "./actions";
import { browserExtractDescription, browserRunDescription } from "./describe-browser";
import { explainFailure } from "./explain";
import { extractRows, type Row } from "./extraction";
import { goTo, settle } from "./navigate";
import { Screenshots } from "./screenshots";
import type { BrowserSession } from "./session";
import type { BrowserSessions } from "./sessions";

export interface BrowserTools {
  sessions: BrowserSessions;
  guard: Guard;
}
type RunInput = z.output<typeof browserRunDescription.input>;
type ExtractInput = z.output<typeof browserExtractDescription.input>;

export const createBrowserRun = ({ sessions, guard }: BrowserTools) =>
  implement(browserRunDescription, (input, context) =>
    sessions.use(context, (session) =>
      inSession({ session, context }, async (screenshots) => {
        const downloads: Download[] = [];
        const timeoutMs = input.timeout * 1000;
        for (const action of input.actions.map(namedAction)) {
          const scene = { guard, context, screenshots, downloads, timeoutMs, page: await session.page() };
          await performAction(action, scene, session);
        }
        const page = await session.page();
        const values = await readPage(page, input.read);
        return { url: page.url(), title: await page.title(), values, downloads, screenshots: screenshots.paths };
      }),
    ),
  );

export const createBrowserExtract = ({ sessions, guard }: BrowserTools) =>
  implement(browserExtractDescription, (input, context) =>
    sessions.use(context, (session) =>
      inSession({ session, context }, async () => {
        const page = await session.page();
        if (input.url !== undefined) {
          const started = performance.now();
          await goTo(page, input.url, { guard, context });
          logAction(context, { name: "goto", words: `goto ${input.url}` }, started);
        }
        return extract(page, input, context);
      }),
    ),
  );

/** Pictures at the end and after a failure, and the state of the session with either. */
async function inSession<Output>(
  { session, context }: { session: BrowserSession; context: ToolContext },
  work: (screenshots: Screenshots) => Promise<Output>,
) {
  const screenshots = new Screenshots(context);
  try {
    const output = await work(screenshots);
    const page = await session.page();
    await settle(page);
    await screenshots.note(page, "end", "at the end of the step");
    return { status: "succeeded" as const, output, browser: await session.capture() };
  } catch (error) {
    context.signal.throwIfAborted();
    throw await withEvidence(error, session, screenshots);
  }
}

async function withEvidence(error: unknown, session: BrowserSession, screenshots: Screenshots): Promise<unknown> {
  if (!session.isOpen)
    return error instanceof ToolError ? error : new ToolError("The browser ended.", { retryable: true });
  const page = await session.page();
  const failure = await explainFailure(error, page, { words: "read the page", target: null, timeoutMs: 10_000 });
  const screenshot = await screenshots.note(page, "failure", "when the step failed");
  const browser = await session.capture().catch(() => undefined);
  const evidence: Record<string, string> = screenshot === null ? {} : { screenshot };
  return new ToolError(failure.message, {
    retryable: failure.options.retryable,
    details: { url: page.url(), ...failure.options.details, ...evidence },
    browser,
  });
}

async function performAction(action: ReturnType<typeof namedAction>, scene: ActionScene, session: BrowserSession) {
  const { page, context, screenshots, timeoutMs } = scene;
  context.signal.throwIfAborted();
  // The browser is there, and the action before it is done.
  context.heartbeat();
  const before = page.url();
  const started = performance.now();
  try {
    await action.perform(scene);
  } catch (error) {
    context.signal.throwIfAborted();
    throw await explainFailure(error, page, { words: action.words, target: action.target, timeoutMs });
  }
  logAction(context, action, started);
  const after = await session.page();
  if (action.name !== "screenshot" && (after !== page || after.url() !== before)) {
    await settle(after);
    await screenshots.note(after, action.name, `after ${action.words}`);
  }
}

function logAction(context: ToolContext, action: { name: string; words: string }, started: number): void {
  const target = action.words.slice(action.name.length).trim();
  context.log("info", action.words, { action: action.name, target, ms: Math.round(performance.now() - started) });
}

async function extract(page: Page, input: ExtractInput, context: ToolContext) {
  const options = { fields: input.fields, limit: input.limit };
  if (input.items === undefined) {
    const [item = {}] = await extractRows(page, ":root", options);
    return { url: page.url(), item };
  }
  if (input.min > 0) await awaitItems(page, input.items, input);
  const items = await extractRows(page, input.items, options);
  context.log("info", `Read ${items.length} items from ${page.url()}`);
  return { url: page.url(), count: items.length, items };
}

async function awaitItems(page: Page, items: string, { min, timeout }: ExtractInput): Promise<void> {
  const last = page.locator(`css=${items}`).nth(min - 1);
  await last.waitFor({ state: "attached", timeout: timeout * 1000 }).catch((error: unknown) => {
    if (!/Timeout/.test(String(error))) throw error;
    throw new ToolError(
      `Fewer than ${min} elements fit "${items}" within ${timeout} s on ${page.url()}. \`min: 0\` accepts that.`,
      {
        retryable: true,
      },
    );
  });
}

async function readPage(page: Page, fields: RunInput["read"]): Promise<Row> {
  if (!fields) return {};
  await settle(page);
  const [row = {}] = await extractRows(page, ":root", { fields, limit: 1 });
  return row;
}
