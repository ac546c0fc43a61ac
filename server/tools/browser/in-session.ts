/** What surrounds the work of every operation in a session: trace, pictures at the end and after a failure, the state with either. */
import type { BrowserState } from "../../engine/ports";
import { type ToolContext, ToolError } from "../tool";
import { explainFailure } from "./explain";
import { settle } from "./navigate";
import { Screenshots } from "./screenshots";
import type { BrowserSession } from "./session";
import type { SeenSession } from "./sessions";
import { StepTrace } from "./trace";

export interface Stage {
  seen: SeenSession;
  context: ToolContext;
  screenshots: Screenshots;
  trace: StepTrace;
}

export async function inSession<Output>(
  options: { seen: SeenSession; context: ToolContext; trace: boolean },
  work: (stage: Stage) => Promise<Output>,
): Promise<{ status: "succeeded"; output: Output; browser: BrowserState | undefined }> {
  const { seen, context } = options;
  const { session } = seen;
  const screenshots = new Screenshots(context);
  const trace = new StepTrace(session, context, options.trace);
  try {
    const output = await session.fault.orElse(work({ seen, context, screenshots, trace }));
    const browser = await session.fault.orElse(atTheEnd(seen, context, screenshots));
    return { status: "succeeded", output, browser };
  } catch (error) {
    context.signal.throwIfAborted();
    throw await withEvidence(session.fault.error ?? error, session, screenshots);
  } finally {
    await trace.stop();
  }
}

async function atTheEnd({ session, view }: SeenSession, context: ToolContext, screenshots: Screenshots) {
  const page = await session.page();
  await settle(page);
  await screenshots.note(page, "end", "at the end of the step");
  view.moved(page.url(), await page.title());
  return captured(session, context);
}

/** The work is done, so a page that does not answer any more takes nothing of it away. */
async function captured(session: BrowserSession, context: ToolContext): Promise<BrowserState | undefined> {
  return session.capture().catch((error: Error) => {
    context.log("warn", `The state of the browser was not recorded: ${error.message}`);
    return undefined;
  });
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
