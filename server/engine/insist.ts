import { setTimeout as wait } from "node:timers/promises";

const AGAIN_AFTER_MS = 200;

/** A refusal of what was said, in contrast to a connection that broke or a server that is going down. */
export function isRefusal(error: unknown): boolean {
  const code = codeOf(error);
  if (code === null || !/^[0-9A-Z]{5}$/.test(code)) return false;
  return !["08", "40", "53", "55", "57", "58"].includes(code.slice(0, 2));
}

/**
 * Asks the database until it answers: that it cannot be reached for a while is no fault of the step that needs it. Ends with the
 * last error when the signal says that nobody waits any more.
 */
export async function insist<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || codeOf(error) === null || isRefusal(error)) throw error;
    }
    await wait(AGAIN_AFTER_MS, undefined, { signal }).catch(() => {});
  }
}

/** What broke has a code; a defect of ours has none. */
function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : null;
}
