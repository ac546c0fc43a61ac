/**
 * Fires schedules. Every process looks once a second; a moment is taken by the one that moves the chain on, so it fires
 * once. Taking and starting are two commits: the start has an idempotency key, and a taken moment without an execution is
 * started by whoever sees it next.
 */
import type { Sql } from "../../db/client";
import type { Log } from "../log";
import type { Services } from "../services/services";
import { advanceBackfills } from "./backfills";
import { countEnds } from "./ends";
import { startFires } from "./start-fires";
import { takeDueMoments } from "./take-moments";

export interface Scheduler {
  start(): void;
  /** Resolves when nothing is being started. */
  stop(): Promise<void>;
}

export interface SchedulerDependencies {
  sql: Sql;
  services: Services;
  log: Log;
  /** How often it looks for what is due; once a second. */
  lookEveryMs?: number;
}

const LOOK_EVERY_MS = 1_000;

export function createScheduler(deps: SchedulerDependencies): Scheduler {
  let timer: NodeJS.Timeout | null = null;
  let busy: Promise<void> | null = null;

  async function look(): Promise<void> {
    // First the ends: a schedule that stops after failures must not fire once more.
    await countEnds(deps);
    await takeDueMoments(deps);
    await startFires(deps);
    await advanceBackfills(deps);
  }

  function tick(): void {
    busy ??= look()
      .catch((error) => deps.log.warn({ err: error }, "Looking for due schedules failed; trying again."))
      .finally(() => {
        busy = null;
      });
  }

  return {
    start() {
      timer ??= setInterval(tick, deps.lookEveryMs ?? LOOK_EVERY_MS);
      timer.unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      timer = null;
      await busy;
    },
  };
}
