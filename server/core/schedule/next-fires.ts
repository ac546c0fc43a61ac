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
