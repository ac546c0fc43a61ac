import type { Sql } from "../../db/client";
import { scheduleOf } from "../core/definition/schedule-of";
import type { ScheduleDefinition } from "../core/definition/schema/schedule";
import { catchUp } from "../core/schedule/catch-up";
import { jitterOf } from "../core/schedule/jitter";
import { activeExecutions, countWaiting, type DueChain, dueChains, takeFire } from "../store/schedules";
import type { SchedulerDependencies } from "./scheduler";

/** With `overlap: queue` at most so many moments of a chain wait for their turn. */
const MAX_WAITING = 100;
const GONE = { missed: "Skipped: the chain has no schedule any more.", nextAt: null };

/** Decides about every moment that has come: taken to be started, or noted as missed or skipped. */
export async function takeDueMoments({ sql, log }: SchedulerDependencies): Promise<void> {
  for (const due of await dueChains(sql, 100)) {
    const note = await take(sql, due);
    if (note !== null) log.info({ chainId: due.id, fireAt: new Date(due.dueAt).toISOString() }, note);
  }
}

/** What was noted of a moment that does not fire; null: it does, or another process has taken it. */
async function take(sql: Sql, due: DueChain): Promise<string | null> {
  const schedule = scheduleOf(due.source);
  const { missed, nextAt } = schedule ? catchUp(schedule, due.dueAt, Date.now()) : GONE;
  // Decided before the moment is taken: what is taken without a note is started by whoever sees it first.
  const note = missed ?? (await overlapping(sql, due.id, schedule));
  const startAt = schedule?.jitter ? due.dueAt + jitterOf(due.id, due.dueAt, schedule.jitter) : null;
  const taken = await takeFire(sql, due.id, due.dueAt, { nextAt, startAt, note });
  return taken ? note : null;
}

async function overlapping(sql: Sql, chainId: string, schedule: ScheduleDefinition | null): Promise<string | null> {
  if (schedule?.overlap === "queue" && (await countWaiting(sql, chainId)) >= MAX_WAITING)
    return `Skipped: ${MAX_WAITING} runs of it wait already.`;
  if (schedule?.overlap !== "skip") return null;
  return (await activeExecutions(sql, chainId)).length > 0 ? "Skipped: the run before it had not ended." : null;
}
