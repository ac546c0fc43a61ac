import type { BrowserSession } from "./session";

const PROBE_MS = 2_000;

/**
 * Asks the page now and then for a sign of life while a step works with it. A script that never ends would otherwise hold every call to
 * the page for ever. Returns how to stop.
 */
export function watchSilence(session: BrowserSession, silentMs: number): () => void {
  let pending = false;
  let deadline: NodeJS.Timeout | null = null;
  const probe = async () => {
    if (pending) return;
    pending = true;
    const page = await session.page();
    deadline = setTimeout(() => {
      const seconds = Math.round(silentMs / 100) / 10;
      session.fault.raise(`The page has not answered for ${seconds} s: a script of it does not end. (${page.url()})`);
    }, silentMs).unref();
    await page.evaluate("0").finally(() => {
      if (deadline) clearTimeout(deadline);
    });
  };
  const timer = setInterval(
    () => {
      probe()
        .catch(() => {})
        .finally(() => {
          pending = false;
        });
    },
    Math.min(PROBE_MS, silentMs / 2),
  ).unref();
  return () => {
    clearInterval(timer);
    if (deadline) clearTimeout(deadline);
  };
}
