/** Performs the actions of a step one after the other. Between two of them, and after one that failed, a person may take over. */
import type { HandBack } from "../../core/browser/hands";
import type { Guard } from "../../outbound/guard";
import { type ToolContext, ToolError } from "../tool";
import { type Download, type NamedAction, namedAction } from "./actions";
import type { Action } from "./describe-actions";
import { explainFailure } from "./explain";
import type { Stage } from "./in-session";
import { settle } from "./navigate";

export interface ActionRun {
  guard: Guard;
  timeoutMs: number;
  downloads: Download[];
}

export async function runActions(stage: Stage, actions: readonly Action[], run: ActionRun): Promise<void> {
  const named = actions.map(namedAction);
  let next = 0;
  while (true) {
    const action = named[next];
    const words = action ? `${next + 1} of ${named.length}: ${action.words}` : "the end of the step";
    const handedBack = await standStill(stage, words);
    if (handedBack === "fail") throw failedByPerson();
    if (handedBack === "retry" && next > 0) next -= 1;
    const due = named[next];
    if (!due) return;
    next += (await attempt(stage, due, run)) ? 1 : 0;
  }
}

/** Whether to go on with the next action; false: do this one again. @throws ToolError when it failed and nobody has the browser. */
async function attempt(stage: Stage, action: NamedAction, run: ActionRun): Promise<boolean> {
  try {
    await perform(stage, action, run);
    return true;
  } catch (error) {
    const { session, view } = stage.seen;
    stage.context.signal.throwIfAborted();
    const target = action.words.slice(action.name.length).trim();
    stage.context.log("warn", `${action.words} did not work`, { action: action.name, target, failed: true });
    if (!(error instanceof ToolError) || session.fault.error || !view.isHeld) throw error;
    stage.context.log("warn", error.message);
    const handedBack = await standStill(stage, `after a failure: ${action.words}`);
    if (handedBack === null || handedBack === "fail") throw error;
    return handedBack === "continue";
  }
}

/** Where the step may stop for a person. While they have the browser, nothing is traced: what they type is theirs. */
export async function standStill({ seen: { view }, trace }: Stage, next: string): Promise<HandBack | null> {
  if (view.isHeld) await trace.stop();
  const handedBack = view.isHeld ? await view.standStill(next) : null;
  await trace.start();
  return handedBack;
}

export const failedByPerson = () => new ToolError("A person who had the browser ended the step.", { retryable: false });

async function perform(stage: Stage, action: NamedAction, { guard, timeoutMs, downloads }: ActionRun): Promise<void> {
  const { seen, context, screenshots } = stage;
  const { session, view } = seen;
  context.signal.throwIfAborted();
  // The browser is there, and the action before it is done.
  context.heartbeat();
  const page = await session.page();
  const before = page.url();
  const started = performance.now();
  try {
    await action.perform({ guard, context, screenshots, downloads, timeoutMs, session, page });
  } catch (error) {
    context.signal.throwIfAborted();
    if (session.fault.error) throw session.fault.error;
    throw await explainFailure(error, page, { words: action.words, target: action.target, timeoutMs });
  }
  logAction(context, action, started);
  const after = await session.page();
  if (after !== page || after.url() !== before) {
    await settle(after);
    view.moved(after.url(), await after.title());
  }
  if (action.name !== "screenshot") await screenshots.note(after, action.name, `after ${action.words}`);
}

export function logAction(context: ToolContext, action: { name: string; words: string }, started: number): void {
  const target = action.words.slice(action.name.length).trim();
  context.log("info", action.words, { action: action.name, target, ms: Math.round(performance.now() - started) });
}
