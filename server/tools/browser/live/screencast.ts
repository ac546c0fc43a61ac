/** Pictures of a page as it changes, at most five a second, from `start` to `stop`. */
import type { CDPSession, Page } from "playwright";
import type { Frame } from "./board";

const INTERVAL_MS = 200;
/** Of one picture; a larger one is taken again with less quality. */
export const MAX_FRAME_BYTES = 112 * 1024;
const QUALITIES = [60, 40, 20] as const;

export interface Screencast {
  stop(): void;
}

export function startScreencast(
  page: Page,
  size: { width: number; height: number },
  show: (frame: Frame) => Promise<void>,
): Screencast {
  let stopped = false;
  let protocol: CDPSession | null = null;
  let quality = 0;
  let shownAt = 0;

  const begin = async () => {
    const opened = await page.context().newCDPSession(page);
    if (stopped) return void opened.detach().catch(() => {});
    protocol = opened;
    protocol.on("Page.screencastFrame", ({ data, sessionId }) => {
      pass(Buffer.from(data, "base64"))
        .catch(() => {})
        .finally(() => acknowledge(sessionId));
    });
    await cast();
  };

  const cast = () =>
    protocol?.send("Page.startScreencast", {
      ...{ format: "jpeg", quality: QUALITIES[quality] ?? 20 },
      ...{ maxWidth: size.width, maxHeight: size.height },
    });

  // The next picture comes only after this: that is what keeps the pace.
  const acknowledge = (sessionId: number) => {
    const wait = Math.max(0, shownAt + INTERVAL_MS - performance.now());
    const timer = setTimeout(() => {
      if (!stopped) protocol?.send("Page.screencastFrameAck", { sessionId }).catch(() => {});
    }, wait);
    timer.unref();
  };

  const pass = async (jpeg: Buffer) => {
    if (stopped) return;
    shownAt = performance.now();
    if (jpeg.byteLength > MAX_FRAME_BYTES && quality < QUALITIES.length - 1) {
      quality += 1;
      await protocol?.send("Page.stopScreencast");
      await cast();
      return;
    }
    if (jpeg.byteLength > MAX_FRAME_BYTES) return;
    await show({ jpeg, ...size, url: page.url(), title: "" });
  };

  begin().catch(() => {});
  return {
    stop() {
      if (stopped) return;
      stopped = true;
      protocol?.detach().catch(() => {});
    },
  };
}
