import type { Browser, BrowserContext, Page } from "playwright";
import type { BrowserState } from "../../engine/ports";
import { Fault } from "./fault";
import { BROWSER_LIMITS, type BrowserLimits } from "./limits";
import { captureState, restoreTabs, type StorageState } from "./session-state";
import { watchTab } from "./tab-watch";
import { within } from "./within";

export const VIEWPORT = { width: 1280, height: 800 };
const CLOSE_MS = 5000;

type Tell = (level: "info" | "warn", message: string) => void;

/** An isolated window: its cookies, storage and tabs. The tab that was opened last is the one that actions work on. */
export class BrowserSession {
  readonly fault = new Fault();
  /** Where lines about the session go: to the step that uses it. */
  tell: Tell = () => {};
  /** Called when another tab is the one to work on. */
  onPage: (page: Page) => void = () => {};
  /** Called when the tab to work on has loaded another page. */
  onLoaded: (page: Page) => void = () => {};
  private tabs: Page[] = [];
  private active: Page | null = null;
  /** Resolves once the tab that is being opened is there. */
  private opening: Promise<void> = Promise.resolve();
  private readonly watched = new WeakMap<Page, Promise<void>>();
  private readonly captured = new Set<string>();
  private expectedDownloads = 0;
  private dialogs = 0;

  private constructor(
    readonly context: BrowserContext,
    private readonly limits: BrowserLimits,
  ) {
    context.on("page", (page) => this.adopt(page));
  }

  /** A new session, or the recorded one: storage first, then its tabs. */
  static async open(
    browser: Browser,
    state: BrowserState | null,
    limits: BrowserLimits = BROWSER_LIMITS,
  ): Promise<BrowserSession> {
    const context = await browser.newContext({
      viewport: VIEWPORT,
      acceptDownloads: true,
      storageState: state ? (state.storage as unknown as StorageState) : undefined,
    });
    const session = new BrowserSession(context, limits);
    try {
      const active = state ? await restoreTabs(context, state) : null;
      if (active) session.active = active;
      if (state) session.remember(state);
      await session.page();
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  get isOpen(): boolean {
    return (
      this.fault.error === null &&
      this.active !== null &&
      !this.active.isClosed() &&
      this.context.browser()?.isConnected() === true
    );
  }

  /** The tab to work on, also when the last action has only just begun to open it. */
  async page(): Promise<Page> {
    await this.opening;
    if (!this.active || this.active.isClosed()) this.adopt(await this.context.newPage());
    const page = this.active as Page;
    await this.watched.get(page);
    return page;
  }

  /** What another process needs to go on from here. @throws Error when the page does not answer. */
  async capture(): Promise<BrowserState> {
    const state = await captureState(this.context, this.tabs, await this.page());
    this.remember(state);
    return state;
  }

  /** Whether the recorded state is one that this session was in, so that it only went on since. */
  knows(state: BrowserState | null): boolean {
    return state?.id === undefined || this.captured.has(state.id);
  }

  /** Runs what clicks for a file. Files that come unasked are refused. */
  async expectDownload<T>(work: () => Promise<T>): Promise<T> {
    this.expectedDownloads += 1;
    try {
      return await work();
    } finally {
      this.expectedDownloads -= 1;
    }
  }

  async close(): Promise<void> {
    const closed = this.context.close().catch(() => {});
    await within(CLOSE_MS, closed, () => new Error("late")).catch(() => {});
  }

  private remember(state: BrowserState): void {
    if (state.id !== undefined) this.captured.add(state.id);
  }

  private adopt(page: Page): void {
    if (this.tabs.includes(page)) return;
    this.tabs.push(page);
    if (this.tabs.length > this.limits.tabs) {
      page.close().catch(() => {});
      this.fault.raise(`The pages opened more than ${this.limits.tabs} tabs.`, { retryable: false });
    } else this.active = page;
    this.watched.set(page, this.watch(page));
    page.on("domcontentloaded", () => {
      if (page === this.active) this.onLoaded(page);
    });
    page.on("close", () => {
      this.tabs = this.tabs.filter((tab) => tab !== page);
      if (this.active === page) this.active = this.tabs.at(-1) ?? null;
      if (this.active) this.onPage(this.active);
    });
    this.onPage(page);
  }

  private watch(page: Page): Promise<void> {
    return watchTab(page, {
      ...{ context: this.context, fault: this.fault, limits: this.limits },
      tell: (level, message) => this.tell(level, message),
      opening: (arrived) => {
        this.opening = arrived;
      },
      wantsDownload: () => this.expectedDownloads > 0,
      countDialog: () => {
        this.dialogs += 1;
        return this.dialogs;
      },
    });
  }
}
