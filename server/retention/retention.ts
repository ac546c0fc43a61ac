/**
 * Forgets old executions: once an hour, chain by chain, in small batches with a breath between them, so that nobody notices.
 * Every process does it; what one has taken another one leaves alone.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Sql } from "../../db/client";
import type { Log } from "../log";
import { chainsWithExecutions, forgetExecutions } from "../store/retention";
import { emptyTrash } from "../store/trash";

/** How long things are kept. */
export interface Keeping {
  /** Executions that ended so many days ago may go; `all`: none ever does. */
  days: number | "all";
  /** So many of the newest of each chain stay in any case. */
  newest: number;
  /** A chain that has been in the trash for so many days is erased; `all`: none is. */
  trashDays: number | "all";
}

export interface RetentionOptions {
  sql: Sql;
  log: Pick<Log, "info" | "warn">;
  /** Asked before each sweep: an administrator may change it. */
  keeping(): Keeping;
  /** Removes the folders of these executions; those that have none are no error. */
  removeFiles(executionIds: string[]): Promise<void>;
  now?: () => number;
}

export interface Retention {
  start(): void;
  /** Forgets everything that is due now; says how many executions. */
  sweep(): Promise<number>;
  /** Erases the chains whose time in the trash is over; says how many. */
  emptyTrash(): Promise<number>;
  /** Resolves when no batch is under way. */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** Not while the server starts. */
const FIRST_AFTER_MS = 60_000;
const BATCH = 100;
const BREATH_MS = 50;

export function createRetention(options: RetentionOptions): Retention {
  const { sql, log, keeping, removeFiles, now = Date.now } = options;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let busy: Promise<unknown> = Promise.resolve();

  async function sweep(): Promise<number> {
    const { days, newest } = keeping();
    if (days === "all") return 0;
    const keep = { endedAfter: now() - days * DAY_MS, newest };
    let count = 0;
    for (const chainId of await chainsWithExecutions(sql)) {
      for (let last = BATCH; last === BATCH && !stopping.signal.aborted; ) {
        last = (await forgetExecutions(sql, chainId, keep, { limit: BATCH, removeFiles })).length;
        count += last;
        if (last === BATCH) await wait(BREATH_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    if (count > 0) log.info({ count }, "Old executions were deleted.");
    return count;
  }

  async function sweepTrash(): Promise<number> {
    const { trashDays } = keeping();
    if (trashDays === "all") return 0;
    let count = 0;
    for (let last = BATCH; last === BATCH && !stopping.signal.aborted; count += last) {
      last = await emptyTrash(sql, now() - trashDays * DAY_MS, BATCH);
    }
    if (count > 0) log.info({ count }, "Chains that had been in the trash for long were deleted.");
    return count;
  }

  function schedule(afterMs: number): void {
    timer = setTimeout(() => {
      busy = Promise.all([sweep(), sweepTrash()])
        .catch((error) => log.warn({ err: error }, "Old things could not be deleted; trying again in an hour."))
        .finally(() => {
          if (!stopping.signal.aborted) schedule(EVERY_MS);
        });
    }, afterMs);
    timer.unref();
  }

  return {
    start() {
      schedule(FIRST_AFTER_MS);
    },
    sweep,
    emptyTrash: sweepTrash,
    async stop() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      await busy;
    },
  };
}
