/**
 * What somebody who looks at open browsers gets: what they show, each time it has changed. While this is open, the browsers take
 * pictures; a reader that is slow gets only the newest state when it comes back for more.
 */

import { listViews, watchViews } from "../store/browser-views";
import { type BrowserView, browserView } from "./browser-views";
import type { ServiceDependencies } from "./dependencies";

const WATCH_SECONDS = 10;
const RENEW_MS = 5_000;

export interface BrowserNews {
  executionId: string;
  views: BrowserView[];
}

export interface BrowserWatch {
  /** Whether something may have changed. */
  readonly isDue: boolean;
  news(): Promise<BrowserNews[]>;
  /** Something may have been missed. */
  poll(): void;
  stop(): void;
}

/** Watches the browsers of executions that the person may see. `onDue` is called when there may be news. */
export function watchBrowsers(
  { db: { sql }, signals, log }: ServiceDependencies,
  userId: string,
  executionIds: readonly string[],
  onDue: () => void,
): BrowserWatch {
  const seen = new Set(executionIds);
  const due = new Set(seen);
  const said = new Map<string, string>();
  const renew = () => {
    if (seen.size === 0) return;
    watchViews(sql, [...seen], WATCH_SECONDS).catch((error) => log.warn({ err: error }, "Nobody was told who looks."));
  };
  const unsubscribe = signals.on("views", (payload) => {
    if (payload === "*") for (const id of seen) due.add(id);
    else if (seen.has(payload)) due.add(payload);
    if (due.size > 0) onDue();
  });
  const timer = setInterval(renew, RENEW_MS);
  renew();
  return {
    get isDue() {
      return due.size > 0;
    },
    async news() {
      const found: BrowserNews[] = [];
      for (const id of [...due]) {
        due.delete(id);
        const views = (await listViews(sql, id)).map((row) => browserView(row, userId));
        const text = JSON.stringify(views);
        if (said.get(id) === text || (said.get(id) === undefined && views.length === 0)) continue;
        // A browser that has just opened does not know yet that somebody looks.
        if (views.length !== (JSON.parse(said.get(id) ?? "[]") as unknown[]).length) renew();
        said.set(id, text);
        found.push({ executionId: id, views });
      }
      return found;
    },
    poll() {
      for (const id of seen) due.add(id);
    },
    stop() {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
