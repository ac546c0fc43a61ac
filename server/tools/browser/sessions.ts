/**
 * Which session a step works in. Steps of one execution that share a browser get the same one, in turn: two steps that
 * run at the same time would click into each other's page. A step that is aborted takes its session along, because
 * nothing else stops a page in the middle of an action; the next step starts again from the recorded state.
 */
import type { ToolContext } from "../tool";
import type { BrowserProcess } from "./browser-process";
import { BrowserSession } from "./session";

export class BrowserSessions {
  private readonly shared = new Map<string, Promise<BrowserSession>>();
  private readonly queues = new Map<string, Promise<void>>();

  constructor(private readonly browser: BrowserProcess) {}

  /** Runs `work` in the right session. Closes a session that belongs to the step alone. */
  async use<T>(context: ToolContext, work: (session: BrowserSession) => Promise<T>): Promise<T> {
    if (!context.share.browserSession) {
      const session = await BrowserSession.open(await this.browser.get(), null);
      return guarded(context, session, work).finally(() => session.close());
    }
    return this.inTurn(context, async () => {
      const session = await this.sharedSession(context);
      return guarded(context, session, work);
    });
  }

  /** The execution ended or left this process. */
  async release(executionId: string): Promise<void> {
    const session = this.shared.get(executionId);
    this.shared.delete(executionId);
    this.queues.delete(executionId);
    await session?.then((open) => open.close()).catch(() => {});
  }

  async close(): Promise<void> {
    await Promise.all([...this.shared.keys()].map((executionId) => this.release(executionId)));
  }

  private async sharedSession(context: ToolContext): Promise<BrowserSession> {
    const live = await this.shared.get(context.executionId)?.catch(() => null);
    if (live?.isOpen) return live;
    await live?.close();
    if (context.browser) context.log("info", "Restored the browser session", { url: context.browser.url });
    const opened = this.browser.get().then((browser) => BrowserSession.open(browser, context.browser));
    this.shared.set(context.executionId, opened);
    return opened;
  }

  private async inTurn<T>(context: ToolContext, work: () => Promise<T>): Promise<T> {
    const before = this.queues.get(context.executionId) ?? Promise.resolve();
    const result = before.then(() => {
      context.signal.throwIfAborted();
      return work();
    });
    const ended = result.then(
      () => {},
      () => {},
    );
    this.queues.set(context.executionId, ended);
    return result.finally(() => {
      if (this.queues.get(context.executionId) === ended) this.queues.delete(context.executionId);
    });
  }
}

async function guarded<T>(
  context: ToolContext,
  session: BrowserSession,
  work: (session: BrowserSession) => Promise<T>,
): Promise<T> {
  const stop = () => void session.close();
  context.signal.addEventListener("abort", stop, { once: true });
  try {
    context.signal.throwIfAborted();
    return await work(session);
  } finally {
    context.signal.removeEventListener("abort", stop);
  }
}
