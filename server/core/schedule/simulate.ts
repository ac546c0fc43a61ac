/** What a schedule will do, without doing it: over changes of the clock, an outage, and runs that take their time. */
import type { ScheduleDefinition } from "../definition/schema/schedule";
import { catchUp } from "./catch-up";
import { type ClockChange, clockChange } from "./clock-change";
import { nextFires } from "./next-fires";

export interface Simulation {
  /** Epoch milliseconds, as all times here. */
  from: number;
  count: number;
  /** While the server is down nothing fires. */
  outage: { from: number; to: number } | null;
  /** How long each run takes; 0: no run meets the one before. */
  takesMs: number;
}

/** `runs`, at `startsAt`; `missed` while the server was down; `skipped` because of the run before. */
export interface SimulatedRun {
  at: number;
  fate: "runs" | "missed" | "skipped";
  startsAt: number | null;
  clock: ClockChange | null;
  /** Why it is not simply started at its time. */
  why: "outage" | "late" | "overlap" | "queued" | "cancels" | null;
}

export function simulate(schedule: ScheduleDefinition, { from, count, outage, takesMs }: Simulation): SimulatedRun[] {
  const moments = nextFires(schedule, from - 1, count);
  const caught = outage === null ? null : caughtUp(schedule, moments, outage);
  const running: Running = { until: Number.NEGATIVE_INFINITY };
  return moments.map((at, index) => {
    const clock = clockChange(schedule, at, moments[index - 1] ?? null);
    const down = outage !== null && at >= outage.from && at < outage.to;
    if (down && !caught?.has(at)) return { at, fate: "missed", startsAt: null, clock, why: "outage" };
    const due = down ? outage.to : at;
    return { at, clock, ...started(schedule, due, down, running, takesMs) };
  });
}

/** The moments of the outage that fire when it is over: the scheduler decides by the same function. */
function caughtUp(schedule: ScheduleDefinition, moments: readonly number[], outage: { from: number; to: number }) {
  const fires = new Set<number>();
  let next: number | null = moments.find((at) => at >= outage.from) ?? null;
  while (next !== null && next < outage.to) {
    const { missed, nextAt } = catchUp(schedule, next, outage.to);
    if (missed === null) fires.add(next);
    next = nextAt;
  }
  return fires;
}

/** Until when the runs before go on. */
interface Running {
  until: number;
}

function started(
  { overlap }: ScheduleDefinition,
  due: number,
  late: boolean,
  running: Running,
  takesMs: number,
): Pick<SimulatedRun, "fate" | "startsAt" | "why"> {
  const meets = running.until > due;
  if (meets && overlap === "skip") return { fate: "skipped", startsAt: null, why: "overlap" };
  const startsAt = meets && overlap === "queue" ? running.until : due;
  running.until = overlap === "cancel_running" ? startsAt + takesMs : Math.max(running.until, startsAt + takesMs);
  const met = meets && (overlap === "queue" ? "queued" : overlap === "cancel_running" ? "cancels" : null);
  return { fate: "runs", startsAt, why: met || (late ? "late" : null) };
}
