/**
 * Fires schedules. Every process looks once a second; a moment is taken by the one that moves the chain on, so it fires
 * once. Taking and starting are two commits: the start has an idempotency key, and a taken moment without an execution is
 * started by whoever sees it next.
 */
import type { Sql } from "../../db/client";
import { parseDefinition } from "../core/definition/parse";
import type { ScheduleDefinition } from "../core/definition/schema/schedule";
import { nextFire } from "../core/schedule/next-fire";
import { AppError } from "../errors";
import type { Log } from "../log";
import type { Services } from "../services/services";
import { type DueChain, dueChains, hasActiveExecution, recordFire, takeFire, unstartedFires } from "../store/schedules";

export interface Scheduler {
  start(): void;
  /** Resolves when nothing is being started. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;
/** A moment that is older was missed: the server was down. */
const MISSED_AFTER_MS = 60_000;

export function createScheduler({ sql, services, log }: { sql: Sql; services: Services; log: Log }): Scheduler {
  let timer: NodeJS.Timeout | null = null;
  let busy: Promise<void> | null = null;

  async function look(): Promise<void> {
    for (const due of await dueChains(sql, 100)) await take(due);
    for (const fire of await unstartedFires(sql)) await startFire(fire);
  }

  async function take(due: DueChain): Promise<void> {
    const parsed = parseDefinition(due.source);
    const schedule = parsed.ok ? parsed.definition.schedule : undefined;
    const next = schedule ? nextFire(schedule, Date.now()) : null;
    // Decided before the moment is taken: what is taken without a note is started by whoever sees it first.
    const refusal = await whyNot(due, schedule);
    const taken = await takeFire(sql, due.id, due.dueAt, { nextAt: next, note: refusal });
    if (taken && refusal !== null) tell(due.id, due.dueAt, refusal);
  }

  async function whyNot(due: DueChain, schedule: ScheduleDefinition | undefined): Promise<string | null> {
    if (!schedule) return "Skipped: the chain has no schedule any more.";
    const late = Date.now() - due.dueAt > MISSED_AFTER_MS;
    if (late && schedule.catch_up === "skip") return "Missed: the server was down.";
    const overlaps = schedule.overlap !== "allow" && (await hasActiveExecution(sql, due.id));
    return overlaps ? "Skipped: the run before it had not ended." : null;
  }

  async function startFire(fire: { chainId: string; ownerId: string; fireAt: number }): Promise<void> {
    const { chainId, ownerId, fireAt } = fire;
    try {
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
