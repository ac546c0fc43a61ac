import type { ScheduleTiming } from "../definition/schema/schedule";
import { nextFire } from "./next-fire";

/** The first `count` instants after `afterMs` (epoch ms) at which a checked schedule fires; fewer when it ends before. */
export function nextFires(schedule: ScheduleTiming, afterMs: number, count: number): number[] {
  const times: number[] = [];
  for (let after = afterMs; times.length < count; ) {
    const next = nextFire(schedule, after);
    if (next === null) break;
    times.push(next);
    after = next;
  }
  return times;
}

/** The instants from `from` to `to`, both epoch ms and both included, at which a schedule fires; at most `limit`, the first ones. */
export function firesBetween(
  schedule: ScheduleTiming,
  from: number,
  to: number,
  limit = Number.POSITIVE_INFINITY,
): number[] {
  const fires: number[] = [];
  for (let after = from - 1; fires.length < limit; ) {
    const next = nextFire(schedule, after);
    if (next === null || next > to) break;
    fires.push(next);
    after = next;
  }
  return fires;
}
