/**
 * What people see of one session and do to it. While somebody looks, pictures go to the board; while somebody has the browser in
 * hand, the step stands still before its next action and what they do reaches the page. The board's signals are hints: they say that
 * the orders are to be read again.
 */
import type { Page } from "playwright";
import type { HandBack, PersonEvent } from "../../../core/browser/hands";
import type { Guard } from "../../../outbound/guard";
import type { ToolContext } from "../../tool";
import { type BrowserSession, VIEWPORT } from "../session";
import type { BrowserBoard, Hold, ViewFacts, ViewKey, ViewOrders } from "./board";
import { Hands } from "./hands";
import { type Screencast, startScreencast } from "./screencast";

const HEARTBEAT_MS = 5_000;
const MAX_LINES = 200;

type StepVoice = Pick<ToolContext, "stepId" | "log" | "heartbeat" | "signal">;

export interface SessionViewParts {
  key: ViewKey;
  session: BrowserSession;
  board: BrowserBoard;
  guard: Guard;
  orders: ViewOrders;
  warn(message: string, error: unknown): void;
  onClosed(): void;
}

export class SessionView {
  private orders: ViewOrders;
  private step: StepVoice | null = null;
  private paused = false;
  private closed = false;
  /** What is told to the board, in the order in which it happened: a later word must not be overtaken. */
  private telling: Promise<void> = Promise.resolve();
  private reading: Promise<void> | null = null;
  private outdated = false;
  private screencast: Screencast | null = null;
  private unwatch: NodeJS.Timeout | null = null;
  private expiry: NodeJS.Timeout | null = null;
  private wake: () => void = () => {};
  /** What was done while no step was there to tell it to. */
  private untold: { line: string; by: string }[] = [];
  private readonly hands: Hands;

  constructor(private readonly parts: SessionViewParts) {
    const { session, guard } = parts;
    this.orders = parts.orders;
    this.hands = new Hands(
      () => session.page(),
      guard,
      (line) => this.tellOf(line),
    );
    session.onPage = (page) => this.turnTo(page);
    session.onLoaded = (page) =>
      void page.title().then(
        (title) => this.moved(page.url(), title),
        () => {},
      );
    this.obey();
  }

  get key(): ViewKey {
    return this.parts.key;
  }

  /** Somebody has it, or has asked for it. */
  get isHeld(): boolean {
    return this.holder() !== null;
  }

  /** A step begins to use the session. */
  begin(step: StepVoice): void {
    this.step = step;
    for (const { line, by } of this.untold.splice(0)) step.log("info", line, { by });
    this.describe({ stepId: step.stepId, paused: false, nextAction: null });
  }

  /** The step uses it no more. */
  end(): void {
    this.step = null;
    this.paused = false;
    this.describe({ stepId: null, paused: false, nextAction: null });
  }

  /** The page is at another address. */
  moved(url: string, title: string): void {
    this.describe({ url, title });
  }

  /**
   * Stands still while somebody has the browser, before what `next` says. Answers how it was handed back; null at once when nobody
   * has it. @throws the signal's reason when the step is aborted meanwhile.
   */
  async standStill(next: string): Promise<HandBack | null> {
    const step = this.step;
    const hold = this.holder();
    if (!step || !hold) return null;
    step.log("info", `${hold.name} has taken the browser over`, {
      by: hold.name,
      until: new Date(hold.until).toISOString(),
    });
    this.paused = true;
    this.describe({ paused: true, nextAction: next });
    const beat = setInterval(() => step.heartbeat(), HEARTBEAT_MS);
    try {
      const end = await this.handedBack(step.signal);
      await this.hands.rest();
      step.log("info", handBackWords(hold.name, end), { by: hold.name, handedBack: end ?? "continue" });
      return end ?? "continue";
    } finally {
      clearInterval(beat);
      this.paused = false;
      this.describe({ paused: false, nextAction: null });
      await this.settle();
    }
  }

  /** The board has news of this session. */
  refresh(): Promise<void> {
    this.outdated = true;
    this.reading ??= this.readOrders().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  /** Somebody did something in the picture. */
  async input(userId: string, events: readonly PersonEvent[]): Promise<void> {
    if (this.holder()?.userId !== userId) await this.refresh();
    if (this.holder()?.userId !== userId || !(this.paused || this.step === null)) return;
    await this.hands.perform(events);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.screencast?.stop();
    for (const timer of [this.unwatch, this.expiry]) if (timer) clearTimeout(timer);
    this.wake();
    this.parts.onClosed();
    await this.told(() => this.parts.board.close(this.parts.key));
  }

  /** One reading at a time, and none before what was said here is recorded: an older answer must not replace a newer one. */
  private async readOrders(): Promise<void> {
    while (this.outdated && !this.closed) {
      this.outdated = false;
      await this.telling;
      try {
        this.orders = await this.parts.board.orders(this.parts.key);
      } catch (error) {
        return this.parts.warn("The orders for a browser could not be read.", error);
      }
      this.obey();
    }
  }

  private holder(): Hold | null {
    const { hold } = this.orders;
    return hold && hold.until > Date.now() ? hold : null;
  }

  private obey(): void {
    if (this.closed) return;
    const { watchedUntil, hold, handBack } = this.orders;
    const watchMs = (watchedUntil ?? 0) - Date.now();
    if (this.unwatch) clearTimeout(this.unwatch);
    if (watchMs > 0) {
      this.unwatch = setTimeout(() => this.stopShowing(), watchMs).unref();
      if (!this.screencast)
        void this.parts.session.page().then(
          (page) => this.turnTo(page, true),
          () => {},
        );
    } else this.stopShowing();
    this.awaitExpiry();
    this.wake();
    if (this.step === null && hold && handBack !== null) void this.hands.rest().then(() => this.settle());
  }

  private awaitExpiry(): void {
    const { hold } = this.orders;
    if (this.expiry) clearTimeout(this.expiry);
    if (hold) this.expiry = setTimeout(() => this.expire(), Math.max(1, hold.until - Date.now())).unref();
  }

  private expire(): void {
    // A timer counts by another clock and may be a moment early: then nobody else would ever look again.
    if (this.holder() !== null) return this.awaitExpiry();
    this.wake();
    if (this.step === null) void this.settle();
  }

  private stopShowing(): void {
    this.screencast?.stop();
    this.screencast = null;
  }

  private turnTo(page: Page, begin = false): void {
    if (this.closed || (!this.screencast && !begin)) return;
    this.screencast?.stop();
    this.screencast = startScreencast(page, VIEWPORT, (frame) =>
      this.told(() => this.parts.board.show(this.parts.key, frame)),
    );
  }

  /** Null: the time was up, or the session went away. */
  private async handedBack(signal: AbortSignal): Promise<HandBack | null> {
    const aborted = () => this.wake();
    signal.addEventListener("abort", aborted, { once: true });
    try {
      while (true) {
        signal.throwIfAborted();
        const { handBack } = this.orders;
        if (handBack !== null) return handBack;
        if (this.holder() === null || this.closed) return null;
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener("abort", aborted);
    }
  }

  private settle(): Promise<void> {
    this.orders = { ...this.orders, hold: null, handBack: null };
    return this.told(() => this.parts.board.settle(this.parts.key));
  }

  private tellOf(line: string): void {
    const by = this.orders.hold?.name ?? "somebody";
    if (this.step) this.step.log("info", line, { by });
    else if (this.untold.length < MAX_LINES) this.untold.push({ line, by });
  }

  private describe(facts: Partial<ViewFacts>): void {
    if (!this.closed) void this.told(() => this.parts.board.describe(this.parts.key, facts));
  }

  private told(work: () => Promise<void>): Promise<void> {
    this.telling = this.telling
      .then(work)
      .catch((error) => this.parts.warn("What a browser shows could not be recorded.", error));
    return this.telling;
  }
}

function handBackWords(name: string, end: HandBack | null): string {
  if (end === null) return `The time of ${name} was up: the step goes on`;
  const then = { continue: "the step goes on", retry: "the last action is done again", fail: "the step fails" }[end];
  return `${name} has handed the browser back: ${then}`;
}
