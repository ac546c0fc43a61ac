/**
 * Which session a step works in. Steps of one execution that share a browser get the same one, in turn: two steps that
 * run at the same time would click into each other's page. A step that does not pass its browser on works on a copy, so
 * that the following steps go on as if it had not been there. A step that is aborted takes its session along, because
 * nothing else stops a page in the middle of an action; the next step starts again from the recorded state.
 */
import type { BrowserState } from "../../engine/ports";
import type { ToolContext } from "../tool";
import type { BrowserProcess } from "./browser-process";
import { BROWSER_LIMITS, type BrowserLimits } from "./limits";
import type { SessionView, SessionViews } from "./live/session-views";
import { BrowserSession } from "./session";
import { watchSilence } from "./silence";

/** A session, and what people see of it. */
export interface SeenSession {
  session: BrowserSession;
  view: SessionView;
}

interface Shared {
  opened: Promise<SeenSession>;
  idle: NodeJS.Timeout | null;
}

/** Name of the session that the steps of an execution share. */
export const SHARED_SESSION = "shared";

export class BrowserSessions {
  private readonly shared = new Map<string, Shared>();
  private readonly queues = new Map<string, Promise<void>>();

  constructor(
    private readonly browser: BrowserProcess,
    private readonly views: SessionViews,
    private readonly limits: BrowserLimits = BROWSER_LIMITS,
  ) {}

  /** Runs `work` in the right session. Closes a session that belongs to the step alone. */
  async use<T>(context: ToolContext, work: (seen: SeenSession) => Promise<T>): Promise<T> {
    const { limits } = this;
    if (!context.share.browserSession) return this.alone(context, context.ownBrowser ?? null, work);
    if (!context.passesBrowser)
      return this.alone(context, context.ownBrowser ?? (await this.copiedState(context)), work);
    return this.inTurn(context, async () => guarded({ context, limits }, await this.sharedSession(context), work));
  }

  /** The execution ended or left this process. */
  async release(executionId: string): Promise<void> {
    this.queues.delete(executionId);
    await this.closeShared(executionId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.shared.keys()].map((executionId) => this.release(executionId)));
  }

  private async alone<T>(
    context: ToolContext,
    state: BrowserState | null,
    work: (seen: SeenSession) => Promise<T>,
  ): Promise<T> {
    const item = context.item === null ? "" : `[${context.item}]`;
    const seen = await this.open(context.executionId, `step:${context.stepId}${item}`, state);
    return guarded({ context, limits: this.limits }, seen, work).finally(() => closeSeen(seen));
  }

  /** What the shared session is like now, or was when it was recorded. */
  private copiedState(context: ToolContext): Promise<BrowserState | null> {
    return this.inTurn(context, async () => {
      const live = await this.live(context);
      return (await live?.session.capture().catch(() => null)) ?? context.browser;
    });
  }

  private async sharedSession(context: ToolContext): Promise<SeenSession> {
    const live = await this.live(context);
    if (live) return live;
    await this.closeShared(context.executionId);
    if (context.browser) context.log("info", "Restored the browser session", { url: context.browser.url });
    const opened = this.open(context.executionId, SHARED_SESSION, context.browser);
    this.shared.set(context.executionId, { opened, idle: null });
    return opened;
  }

  /** The open shared session, unless another process has gone on with the execution meanwhile. */
  private async live(context: ToolContext): Promise<SeenSession | null> {
    const known = await this.shared.get(context.executionId)?.opened.catch(() => null);
    return known?.session.isOpen && known.session.knows(context.browser) ? known : null;
  }

  private async open(executionId: string, name: string, state: BrowserState | null): Promise<SeenSession> {
    const session = await BrowserSession.open(await this.browser.get(), state, this.limits);
    return { session, view: await this.views.open({ executionId, session: name }, session) };
  }

  private async closeShared(executionId: string): Promise<void> {
    const shared = this.shared.get(executionId);
    if (!shared) return;
    this.shared.delete(executionId);
    if (shared.idle) clearTimeout(shared.idle);
    await shared.opened.then(closeSeen).catch(() => {});
  }

  private async inTurn<T>(context: ToolContext, work: () => Promise<T>): Promise<T> {
    const { executionId } = context;
    const before = this.queues.get(executionId) ?? Promise.resolve();
    this.stayAwake(executionId);
    const result = before.then(() => {
      context.signal.throwIfAborted();
      return work();
    });
    const ended = result.then(
      () => {},
      () => {},
    );
    this.queues.set(executionId, ended);
    return result.finally(() => {
      if (this.queues.get(executionId) !== ended) return;
      this.queues.delete(executionId);
      this.closeWhenIdle(executionId);
    });
  }

  private stayAwake(executionId: string): void {
    const shared = this.shared.get(executionId);
    if (shared?.idle) clearTimeout(shared.idle);
  }

  /** An execution may wait for days. */
  private closeWhenIdle(executionId: string): void {
    const shared = this.shared.get(executionId);
    if (!shared) return;
    this.stayAwake(executionId);
    const closeUnlessHeld = async () => {
      const seen = await shared.opened.catch(() => null);
      if (this.shared.get(executionId) !== shared || this.queues.has(executionId)) return;
      // Somebody has it in hand.
      if (seen?.view.isHeld) this.closeWhenIdle(executionId);
      else await this.closeShared(executionId);
    };
    shared.idle = setTimeout(() => void closeUnlessHeld(), this.limits.idleMs).unref();
  }
}

async function closeSeen({ session, view }: SeenSession): Promise<void> {
  await view.close();
  await session.close();
}

async function guarded<T>(
  { context, limits }: { context: ToolContext; limits: BrowserLimits },
  seen: SeenSession,
  work: (seen: SeenSession) => Promise<T>,
): Promise<T> {
  const { session, view } = seen;
  const stop = () => void session.close();
  context.signal.addEventListener("abort", stop, { once: true });
  session.tell = (level, message) => context.log(level, message);
  const stopWatching = watchSilence(session, limits.silentMs);
  view.begin(context);
  try {
    context.signal.throwIfAborted();
    return await work(seen);
  } finally {
    stopWatching();
    view.end();
    session.tell = () => {};
    context.signal.removeEventListener("abort", stop);
    if (session.fault.error) await session.close();
  }
}
