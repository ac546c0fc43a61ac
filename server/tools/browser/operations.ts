import type { Page } from "playwright";
import type { z } from "zod";
import type { Guard } from "../../outbound/guard";
import { implement, type ToolContext, ToolError } from "../tool";
import type { Download } from "./actions";
import { browserExtractDescription, browserRunDescription } from "./describe-browser";
import { extractRows, type Row } from "./extraction";
import { inSession } from "./in-session";
import { goTo, settle } from "./navigate";
import { failedByPerson, logAction, runActions, standStill } from "./run-actions";
import type { BrowserSessions } from "./sessions";

export interface BrowserTools {
  sessions: BrowserSessions;
  guard: Guard;
  /** Whether each attempt keeps a trace. */
  isTraced(): boolean;
}
type RunInput = z.output<typeof browserRunDescription.input>;
type ExtractInput = z.output<typeof browserExtractDescription.input>;

export const createBrowserRun = ({ sessions, guard, isTraced }: BrowserTools) =>
  implement(browserRunDescription, (input, context) =>
    sessions.use(context, (seen) =>
      inSession({ seen, context, trace: isTraced() }, async (stage) => {
        const downloads: Download[] = [];
        await runActions(stage, input.actions, { guard, timeoutMs: input.timeout * 1000, downloads });
        const page = await seen.session.page();
        const values = await readPage(page, input.read);
        const { paths: screenshots } = stage.screenshots;
        return { url: page.url(), title: await page.title(), values, downloads, screenshots };
      }),
    ),
  );

export const createBrowserExtract = ({ sessions, guard, isTraced }: BrowserTools) =>
  implement(browserExtractDescription, (input, context) =>
    sessions.use(context, (seen) =>
      inSession({ seen, context, trace: isTraced() }, async (stage) => {
        const handedBack = await standStill(stage, "read the page");
        if (handedBack === "fail") throw failedByPerson();
        const page = await seen.session.page();
        if (input.url !== undefined) {
          const started = performance.now();
          await goTo(page, input.url, { guard, context });
          logAction(context, { name: "goto", words: `goto ${input.url}` }, started);
          seen.view.moved(page.url(), await page.title());
        }
        return extract(page, input, context);
      }),
    ),
  );

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
