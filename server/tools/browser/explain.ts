import { errors, type Page } from "playwright";
import { ToolError } from "../tool";
import { allOf, elementOf, type Target, targetWords } from "./target";

const SHOWN = 8;
/** Looking around after a failure must not take long itself. */
const LOOK_MS = 2000;

export interface FailedAction {
  /** `click button "Next page"` */
  words: string;
  target: Target | null;
  timeoutMs: number;
}

/** An error in words: what was tried, why it did not work, and what is on the page instead. */
export async function explainFailure(error: unknown, page: Page, action: FailedAction): Promise<ToolError> {
  if (error instanceof ToolError) return error;
  const details = { action: action.words, url: page.url() };
  const message = firstLine(error);
  if (page.isClosed() || /Target (page|crashed)|has been closed|Page crashed/i.test(message)) {
    return new ToolError(`The page went away during: ${action.words}.`, { retryable: true, details });
  }
  if (/strict mode violation/.test(message) && action.target) {
    return new ToolError(await ambiguous(page, action.target), { retryable: false, details });
  }
  if (error instanceof errors.TimeoutError) {
    const reason = action.target ? await missing(page, action.target, action.timeoutMs) : timedOut(action);
    return new ToolError(reason, { retryable: true, details });
  }
  const retryable = /net::ERR|Navigation|interrupted/i.test(message);
  return new ToolError(`${action.words}: ${message}`, { retryable, details });
}

const timedOut = (action: FailedAction) => `${action.words}: nothing happened within ${action.timeoutMs / 1000} s.`;

/** The first line of Playwright's message without its call names. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? text).replace(/^(Error: )?[a-z]+\.[a-zA-Z]+: /, "").replace(/^Error: /, "");
}

async function ambiguous(page: Page, target: Target): Promise<string> {
  const names = await namesOf(page, target).catch(() => []);
  const list = names.length > 0 ? `: ${quoted(names)}` : "";
  return `${names.length > 1 ? names.length : "Several"} elements fit ${targetWords(target)}${list}. Use \`exact\` or \`nth\`.`;
}

async function missing(page: Page, target: Target, timeoutMs: number): Promise<string> {
  const seconds = `within ${timeoutMs / 1000} s`;
  const element = elementOf(page, target);
  if ((await element.count().catch(() => 0)) > 0) {
    return `The ${targetWords(target)} ${await obstacle(page, target)} ${seconds}.`;
  }
  return `No ${targetWords(target)} ${seconds}; ${await instead(page, target).catch(() => `the page is ${page.url()}`)}.`;
}

async function obstacle(page: Page, target: Target): Promise<string> {
  const element = elementOf(page, target);
  const options = { timeout: LOOK_MS };
  if (!(await element.isVisible(options).catch(() => true))) return "is on the page but did not become visible";
  if (!(await element.isEnabled(options).catch(() => true))) return "stayed disabled";
  if (!(await element.isEditable(options).catch(() => true))) return "stayed read-only";
  return "could not be used (something may cover it)";
}

async function instead(page: Page, target: Target): Promise<string> {
  const alike = likeTarget(target);
  const names = await namesOf(page, alike.target);
  const title = await page.title();
  const where = `the page "${title}" (${page.url()})`;
  if (names.length === 0) return `${where} has no ${alike.plural}`;
  return `${where} has ${names.length} ${names.length === 1 ? alike.plural.replace(/s$/, "") : alike.plural}: ${quoted(names)}`;
}

function likeTarget(target: Target): { target: Target; plural: string } {
  if (target.role !== undefined) return { target: { role: target.role }, plural: `${target.role}s` };
  if (target.label !== undefined)
    return { target: { css: "label, input[aria-label], textarea[aria-label]" }, plural: "labels" };
  if (target.test_id !== undefined) return { target: { css: "[data-testid]" }, plural: "test ids" };
  return { target: { role: "heading" }, plural: "headings" };
}

async function namesOf(page: Page, target: Target): Promise<string[]> {
  const names = await allOf(page, target).evaluateAll((elements) =>
    elements.map((element) => {
      const label = element.getAttribute("aria-label") ?? element.getAttribute("data-testid");
      // biome-ignore lint/performance/useDomNodeTextContent: what people see, without hidden parts.
      const text = element instanceof HTMLElement ? element.innerText : element.textContent;
      return label || text || element.getAttribute("value") || element.getAttribute("title") || "";
    }),
  );
  return names.map((name) => name.replace(/\s+/g, " ").trim().slice(0, 60));
}

function quoted(names: string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => `"${name}"`);
  return names.length > SHOWN ? `${shown.join(", ")} and ${names.length - SHOWN} more` : shown.join(", ");
}
