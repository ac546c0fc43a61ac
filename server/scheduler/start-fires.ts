import { scheduleOf } from "../core/definition/schedule-of";
import { AppError } from "../errors";
import { activeExecutions, recordFire, type UnstartedFire, unstartedFires } from "../store/schedules";
import type { SchedulerDependencies } from "./scheduler";

/** Starts what is taken; what has to wait for the run before it stays as it is, for the next look. */
export async function startFires(deps: SchedulerDependencies): Promise<void> {
  for (const fire of await unstartedFires(deps.sql)) await startFire(deps, fire);
}

async function startFire({ sql, services, log }: SchedulerDependencies, fire: UnstartedFire): Promise<void> {
  const { chainId, ownerId, fireAt } = fire;
  try {
    const overlap = scheduleOf(fire.source)?.overlap;
    const active = overlap === "queue" || overlap === "cancel_running" ? await activeExecutions(sql, chainId) : [];
    if (overlap === "cancel_running")
      for (const { id, ends } of active) if (!ends) await services.executions.cancelForSchedule(ownerId, id);
    if (active.length > 0) return;
    const { id } = await services.executions.startScheduled(chainId, ownerId, fireAt);
    await recordFire(sql, chainId, fireAt, { executionId: id, note: null });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const note = `Not started: ${error.message}`;
    await recordFire(sql, chainId, fireAt, { executionId: null, note });
    log.info({ chainId, fireAt: new Date(fireAt).toISOString() }, note);
  }
}
