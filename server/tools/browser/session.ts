import type { Browser, BrowserContext, Page } from "playwright";
import type { JsonValue } from "../../core/json";
import type { BrowserState } from "../../engine/ports";

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

export const VIEWPORT = { width: 1280, height: 800 };
const RESTORE_TIMEOUT_MS = 20_000;
const OPENING_TIMEOUT_MS = 5000;

/** An isolated window: its cookies, storage and tabs. The tab that was opened last is the one that actions work on. */
export class BrowserSession {
  private tabs: Page[] = [];
  private active: Page | null = null;
  /** Resolves once the tab that is being opened is there. */
  private opening: Promise<void> = Promise.resolve();
  private readonly watched = new WeakMap<Page, Promise<void>>();

  private constructor(private readonly context: BrowserContext) {
    context.on("page", (page) => this.adopt(page));
  }

  /** A new session, or the recorded one: storage first, then its tabs. */
  static async open(browser: Browser, state: BrowserState | null): Promise<BrowserSession> {
    const context = await browser.newContext({
      viewport: VIEWPORT,
      acceptDownloads: true,
      storageState: state ? (state.storage as unknown as StorageState) : undefined,
    });
    const session = new BrowserSession(context);
    try {
      await session.restoreTabs(state);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.active !== null && !this.active.isClosed() && this.context.browser()?.isConnected() === true;
  }

  /** The tab to work on, also when the last action has only just begun to open it. */
  async page(): Promise<Page> {
    await this.opening;
    if (!this.active || this.active.isClosed()) this.adopt(await this.context.newPage());
    const page = this.active as Page;
    await this.watched.get(page);
    return page;
  }

  /** What another process needs to go on from here. */
  async capture(): Promise<BrowserState> {
    const storage = await this.context.storageState();
    const page = await this.page();
    return { url: page.url(), tabs: this.tabs.map((tab) => tab.url()), storage: storage as unknown as JsonValue };
  }

  async close(): Promise<void> {
    await this.context.close().catch(() => {});
  }

  private adopt(page: Page): void {
    if (this.tabs.includes(page)) return;
    this.tabs.push(page);
    this.active = page;
    this.watched.set(page, this.watchOpening(page));
    page.on("close", () => {
      this.tabs = this.tabs.filter((tab) => tab !== page);
      if (this.active === page) this.active = this.tabs.at(-1) ?? null;
    });
  }

  /**
   * A new tab is announced only when its first answer has arrived, which may be long after the click. The protocol's own
   * event comes before the click ends, so that the next action can wait for the tab instead of missing it.
   */
  private async watchOpening(page: Page): Promise<void> {
    try {
      const protocol = await this.context.newCDPSession(page);
      protocol.on("Page.windowOpen", () => {
        const arrived = this.context.waitForEvent("page", { timeout: OPENING_TIMEOUT_MS });
        this.opening = arrived.then(
          () => {},
          () => {},
        );
      });
      await protocol.send("Page.enable");
    } catch {
      // The tab closed meanwhile.
    }
  }

  private async restoreTabs(state: BrowserState | null): Promise<void> {
    const urls = (state?.tabs ?? []).filter((url) => /^https?:/i.test(url));
    for (const url of urls) {
      const page = await this.context.newPage();
      await page.goto(url, { timeout: RESTORE_TIMEOUT_MS, waitUntil: "domcontentloaded" }).catch(() => {});
    }
    const active = this.tabs[state?.tabs.filter((url) => /^https?:/i.test(url)).lastIndexOf(state.url) ?? -1];
    if (active) this.active = active;
    await this.page();
  }
}
