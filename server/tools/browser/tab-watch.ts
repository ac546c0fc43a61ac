/** Watches one tab: new tabs that it opens, crashes, dialogs and downloads. */
import type { BrowserContext, Download, Page } from "playwright";
import { formatBytes } from "../format-bytes";
import type { Fault } from "./fault";
import type { BrowserLimits } from "./limits";

const OPENING_TIMEOUT_MS = 5000;

export interface TabWatcher {
  context: BrowserContext;
  fault: Fault;
  limits: BrowserLimits;
  /** A line for the step that uses the session. */
  tell(level: "info" | "warn", message: string): void;
  /** A tab is being opened, and is there when the promise resolves. */
  opening(arrived: Promise<void>): void;
  /** Whether an action waits for a download. */
  wantsDownload(): boolean;
  countDialog(): number;
}

/** Resolves once everything is watched. */
export async function watchTab(page: Page, watcher: TabWatcher): Promise<void> {
  const { context, fault, limits } = watcher;
  const downloads = new Set<Download>();
  page.on("crash", () => fault.raise("The page crashed: it may need more memory than there is."));
  page.on("dialog", (dialog) => {
    const text = dialog.message().slice(0, 200);
    watcher.tell("info", `The page showed a dialog (${dialog.type()}): ${text}`);
    if (watcher.countDialog() > limits.dialogs) fault.raise(`The page showed more than ${limits.dialogs} dialogs.`);
    // Nobody is there to decide, so nothing is confirmed; leaving a page is what the step wants.
    const answered = dialog.type() === "beforeunload" ? dialog.accept() : dialog.dismiss();
    answered.catch(() => {});
  });
  page.on("download", (download) => {
    // One that is already known to be too large may be announced after that.
    if (fault.error) return void download.cancel().catch(() => {});
    if (watcher.wantsDownload()) return void downloads.add(download);
    watcher.tell(
      "warn",
      `The page sent a file that no action asked for: ${download.suggestedFilename().slice(0, 200)}`,
    );
    download.cancel().catch(() => {});
  });
  try {
    const protocol = await context.newCDPSession(page);
    // A new tab is announced only when its first answer has arrived, which may be long after the click. The protocol's own event
    // comes before the click ends, so that the next action can wait for the tab instead of missing it.
    protocol.on("Page.windowOpen", () => {
      const arrived = context.waitForEvent("page", { timeout: OPENING_TIMEOUT_MS });
      watcher.opening(
        arrived.then(
          () => {},
          () => {},
        ),
      );
    });
    protocol.on("Page.downloadProgress", ({ receivedBytes, totalBytes }) => {
      if (Math.max(receivedBytes, totalBytes) <= limits.downloadBytes) return;
      for (const download of downloads) download.cancel().catch(() => {});
      fault.raise(`The download is larger than ${formatBytes(limits.downloadBytes)}; it was stopped.`, {
        retryable: false,
      });
    });
    await protocol.send("Page.enable");
  } catch {
    // The tab closed meanwhile.
  }
}
