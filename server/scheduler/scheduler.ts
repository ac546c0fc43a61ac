/**
 * Fires schedules. Every process looks once a second; a moment is taken by the one that moves the chain on, so it fires
 * once. Taking and starting are two commits: the start has an idempotency key, and a taken moment without an execution is
 * started by whoever sees it next.
 */
import type { Sql } from "../../db/client";
import { parseDefinition } from "../core/definition/parse";
import type { ScheduleDefinition } from "../core/definition/schema/schedule";
import { catchUp } from "../core/schedule/catch-up";
import { AppError } from "../errors";
import type { Log } from "../log";
import type { Services } from "../services/services";
import {
  activeExecutions,
  countWaiting,
  type DueChain,
  dueChains,
  recordFire,
  takeFire,
  type UnstartedFire,
  unstartedFires,
} from "../store/schedules";

export interface Scheduler {
  start(): void;
  /** Resolves when nothing is being started. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;
/** With `overlap: queue` at most so many moments of a chain wait for their turn. */
const MAX_WAITING = 100;
const GONE = { missed: "Skipped: the chain has no schedule any more.", nextAt: null };

function scheduleIn(source: string): ScheduleDefinition | undefined {
  const parsed = parseDefinition(source);
  return parsed.ok ? parsed.definition.schedule : undefined;
}

export function createScheduler({ sql, services, log }: { sql: Sql; services: Services; log: Log }): Scheduler {
  let timer: NodeJS.Timeout | null = null;
  let busy: Promise<void> | null = null;

  async function look(): Promise<void> {
    for (const due of await dueChains(sql, 100)) await take(due);
    for (const fire of await unstartedFires(sql)) await startFire(fire);
  }

  async function take(due: DueChain): Promise<void> {
    const schedule = scheduleIn(due.source);
    const { missed, nextAt } = schedule ? catchUp(schedule, due.dueAt, Date.now()) : GONE;
    // Decided before the moment is taken: what is taken without a note is started by whoever sees it first.
    const refusal = missed ?? (await overlapping(due.id, schedule));
    const taken = await takeFire(sql, due.id, due.dueAt, { nextAt, note: refusal });
    if (taken && refusal !== null) tell(due.id, due.dueAt, refusal);
  }

  async function overlapping(chainId: string, schedule: ScheduleDefinition | undefined): Promise<string | null> {
    if (schedule?.overlap === "queue" && (await countWaiting(sql, chainId)) >= MAX_WAITING)
      return `Skipped: ${MAX_WAITING} runs of it wait already.`;
    if (schedule?.overlap !== "skip") return null;
    return (await activeExecutions(sql, chainId)).length > 0 ? "Skipped: the run before it had not ended." : null;
  }

  /** Starts what is taken; what has to wait for the run before it stays as it is, for the next look. */
  async function startFire(fire: UnstartedFire): Promise<void> {
    const { chainId, ownerId, fireAt } = fire;
    try {
      const overlap = scheduleIn(fire.source)?.overlap;
      const active = overlap === "queue" || overlap === "cancel_running" ? await activeExecutions(sql, chainId) : [];
      if (overlap === "cancel_running")
        for (const { id, ends } of active) if (!ends) await services.executions.cancelForSchedule(ownerId, id);
      if (active.length > 0) return;
      const { id } = await services.executions.startScheduled(chainId, ownerId, fireAt);
      await recordFire(sql, chainId, fireAt, { executionId: id, note: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await note(chainId, fireAt, `Not started: ${error.message}`);
    }
  }

  async function note(chainId: string, fireAt: number, text: string): Promise<void> {
    await recordFire(sql, chainId, fireAt, { executionId: null, note: text });
    tell(chainId, fireAt, text);
  }

  function tell(chainId: string, fireAt: number, text: string): void {
    log.info({ chainId, fireAt: new Date(fireAt).toISOString() }, text);
  }

  function tick(): void {
    busy ??= look()
      .catch((error) => log.warn({ err: error }, "Looking for due schedules failed; trying again."))
      .finally(() => {
        busy = null;
      });
  }

  return {
    start() {
      timer ??= setInterval(tick, LOOK_EVERY_MS);
      timer.unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      timer = null;
      await busy;
    },
  };
}
