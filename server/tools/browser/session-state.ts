/** What of a session is recorded, and how it comes back. */
import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "playwright";
import type { JsonObject, JsonValue } from "../../core/json";
import type { BrowserState } from "../../engine/ports";
import { within } from "./within";

export type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

const CAPTURE_MS = 5000;
const TAB_MS = 1000;
const RESTORE_TIMEOUT_MS = 20_000;
/** What pages keep for themselves may be large; beyond this only cookies are recorded. */
const MAX_STATE_BYTES = 2 * 1024 * 1024;

const isWebAddress = (url: string) => /^https?:/i.test(url);

/** @throws Error when the pages do not answer. */
export async function captureState(
  context: BrowserContext,
  tabs: readonly Page[],
  active: Page,
): Promise<BrowserState> {
  const late = () => new Error("The page does not answer, so its state could not be recorded.");
  const storage = await within(CAPTURE_MS, context.storageState(), late);
  const perTab = await Promise.all(tabs.map(sessionStorageOf));
  const state: BrowserState = {
    id: randomUUID(),
    url: active.url(),
    tabs: tabs.map((tab) => tab.url()),
    storage: storage as unknown as JsonValue,
    sessionStorage: perTab,
  };
  if (Buffer.byteLength(JSON.stringify(state)) <= MAX_STATE_BYTES) return state;
  return { ...state, storage: { cookies: storage.cookies as unknown as JsonValue, origins: [] }, sessionStorage: [] };
}

/** Opens the recorded tabs. Pages that do not open any more are left out. Returns the one that was worked on. */
export async function restoreTabs(context: BrowserContext, state: BrowserState): Promise<Page | null> {
  let active: Page | null = null;
  for (const [index, url] of state.tabs.entries()) {
    if (!isWebAddress(url)) continue;
    const page = await context.newPage();
    await restoreSessionStorage(page, state.sessionStorage?.[index] ?? null);
    await page.goto(url, { timeout: RESTORE_TIMEOUT_MS, waitUntil: "domcontentloaded" }).catch(() => {});
    if (url === state.url) active = page;
  }
  return active;
}

/** Of the page in a tab, with the origin that it belongs to; null: it keeps nothing. */
async function sessionStorageOf(page: Page): Promise<JsonObject | null> {
  if (!isWebAddress(page.url())) return null;
  const read = page.evaluate(() => ({
    origin: location.origin,
    items: { ...sessionStorage } as Record<string, string>,
  }));
  const found = await within(TAB_MS, read, () => new Error("late")).catch(() => null);
  return found && Object.keys(found.items).length > 0 ? found : null;
}

/** Fills it in before any script of the page runs, once: what the page changes later stays changed. */
async function restoreSessionStorage(page: Page, kept: JsonObject | null): Promise<void> {
  if (!kept) return;
  await page.addInitScript(
    ({ origin, items }) => {
      if (location.origin !== origin || sessionStorage.length > 0) return;
      for (const [key, value] of Object.entries(items)) sessionStorage.setItem(key, value);
    },
    kept as { origin: string; items: Record<string, string> },
  );
}
