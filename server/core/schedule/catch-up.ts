/**
 * What becomes of a moment at which a schedule was due, when the server looks at it only now.
 *
 * | the moment               | `skip`                              | `latest`                                | `all`                                    |
 * | is at most a minute late | fires                               | fires                                   | fires                                    |
 * | is the last that passed  | is missed                           | fires                                   | fires                                    |
 * | has others behind it     | is missed, with all that are missed | is missed, for the last one             | fires, if it is one of the last hundred  |
 */
import type { ScheduleDefinition } from "../definition/schema/schedule";
import { nextFire } from "./next-fire";
import { firesBetween } from "./next-fires";

/** A moment that is older was missed: the server was down. */
export const MISSED_AFTER_MS = 60_000;
/** `catch_up: all` fires at most so many. */
export const MAX_CAUGHT_UP = 100;

export interface CatchUp {
  /** Why the moment does not fire; null: it does. */
  missed: string | null;
  /** When the schedule is due next, perhaps in the past again; null: never. */
  nextAt: number | null;
}

/** Times are epoch milliseconds; `dueAt` is a moment of the schedule, not after `now`. */
export function catchUp(schedule: ScheduleDefinition, dueAt: number, now: number): CatchUp {
  const nextAt = nextFire(schedule, dueAt);
  if (now - dueAt <= MISSED_AFTER_MS) return { missed: null, nextAt };
  if (schedule.catch_up === "skip")
    return { missed: "Missed: the server was down.", nextAt: nextFire(schedule, now - MISSED_AFTER_MS - 1) };
  const wanted = schedule.catch_up === "latest" ? 1 : MAX_CAUGHT_UP;
  const [first] = lastFires(schedule, dueAt, now, wanted);
  if (first === undefined || first <= dueAt) return { missed: null, nextAt };
  const kept = wanted === 1 ? "only the latest is caught up" : `only the last ${wanted} are caught up`;
  return { missed: `Missed: the server was down, and ${kept}.`, nextAt: first };
}

const HOUR_MS = 3_600_000;
/** Stretches in which the last moments are looked for, shorter ones first: a year of minutes need not be walked. */
const STRETCHES_MS = [2 * HOUR_MS, 48 * HOUR_MS, 40 * 24 * HOUR_MS];

/** The last `count` moments up to `now`, none before `dueAt`, the oldest first. */
function lastFires(schedule: ScheduleDefinition, dueAt: number, now: number, count: number): number[] {
  for (const stretch of [...STRETCHES_MS, Number.POSITIVE_INFINITY]) {
    const from = Math.max(dueAt, now - stretch);
    const fires = firesBetween(schedule, from, now);
    if (fires.length >= count || from === dueAt) return fires.slice(-count);
  }
  return [];
}
