import { AppError } from "../errors";
import { endBackfill, type OpenBackfill, openBackfills, recordBackfillRun, unstartedMoments } from "../store/backfills";
import type { SchedulerDependencies } from "./scheduler";

/**
 * Starts moments of backfills, the oldest first, as long as fewer than `parallel` of one go on. A moment has an idempotency key, so
 * two processes that look at the same time start it once; they may start one or two more than `parallel` together.
 */
export async function advanceBackfills(deps: SchedulerDependencies): Promise<void> {
  for (const backfill of await openBackfills(deps.sql)) await advance(deps, backfill);
}

async function advance(deps: SchedulerDependencies, backfill: OpenBackfill): Promise<void> {
  const { sql } = deps;
  const room = backfill.canceled ? 0 : backfill.parallel - backfill.active;
  const moments = room > 0 ? await unstartedMoments(sql, backfill.id, room) : [];
  for (const fireAt of moments) await recordBackfillRun(sql, backfill.id, fireAt, await start(deps, backfill, fireAt));
  const done = backfill.canceled || (room > 0 && moments.length === 0);
  if (done && backfill.active === 0) await endBackfill(sql, backfill.id);
}

async function start({ services }: SchedulerDependencies, { id, chainId, ownerId }: OpenBackfill, fireAt: number) {
  try {
    const started = await services.executions.startBackfill(chainId, ownerId, { id, fireAt });
    return { executionId: started.id, note: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { executionId: null, note: error.message };
  }
}
