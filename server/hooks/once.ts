/** One try of a hook by somebody who waits for what comes of it. */
import type { HookCall, HookOutcome } from "../engine/hook-port";
import { type HookDependencies, type Tried, tryHook } from "./attempt";

/** Does it once; never throws. */
export async function tryOnce(deps: HookDependencies, call: HookCall): Promise<Tried> {
  try {
    return await tryHook(deps, call);
  } catch (error) {
    return { tried: false, waitMs: 500, reason: `It could not be tried: ${(error as Error).message}` };
  }
}

/** What came of a try that is the last. */
export function outcomeOf(tried: Tried): HookOutcome {
  if (!tried.tried) {
    const { reason } = tried;
    const attempt = {
      request: null,
      answer: null,
      host: null,
      dispatchedId: null,
      at: Date.now(),
      ms: 0,
      outcome: reason,
    };
    return { state: "gave_up", reason, attempt };
  }
  const { kind, reason } = tried.verdict;
  const state = kind === "delivered" || kind === "refused" ? kind : "gave_up";
  return { state, reason, attempt: tried.attempt };
}
