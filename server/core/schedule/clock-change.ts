import type { ScheduleTiming } from "../definition/schema/schedule";
import { parseCron } from "./cron";
import { instantsOf, offsetAt, wallTime } from "./zone";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What a change of the clock does to one moment of a schedule. */
export interface ClockChange {
  /** By how much the clock is moved, in minutes; below 0: back. */
  minutes: number;
  /** A sentence. */
  words: string;
}

/**
 * Null: no clock is changed near it. `before` is the moment before this one, for schedules that follow real time: the change lies
 * between the two. All in epoch milliseconds.
 */
export function clockChange(schedule: ScheduleTiming, at: number, before: number | null): ClockChange | null {
  const timezone = schedule.timezone ?? "UTC";
  const change = changeBetween(at - DAY_MS, at + DAY_MS, timezone);
  if (change === null) return null;
  const minutes = (offsetAt(change, timezone) - offsetAt(change - 1, timezone)) / MINUTE_MS;
  const words = followsRealTime(schedule)
    ? passing(at, before, change, timezone)
    : fixed(schedule, at, change, minutes, timezone);
  return words === null ? null : { minutes, words };
}

function fixed(schedule: ScheduleTiming, at: number, change: number, minutes: number, timezone: string) {
  const shown = wallTime(at, timezone);
  if (minutes > 0) {
    const [from, to] = [clock(wallTime(change - 1, timezone) + 1), clock(wallTime(change, timezone))];
    const wanted = at === change ? wantedTime(schedule, shown) : null;
    return wanted && `No ${wanted} that day: ${from} becomes ${to}. Runs at ${to}.`;
  }
  const twice = instantsOf(shown, timezone).instants;
  return twice.length === 2 && twice[0] === at ? `${clock(shown)} comes twice that day. Runs the first time.` : null;
}

function passing(at: number, before: number | null, change: number, timezone: string): string | null {
  if (before === null || change <= before || change > at) return null;
  const [from, to] = [clock(wallTime(change - 1, timezone) + 1), clock(wallTime(change, timezone))];
  return `Before this run the clock goes from ${from} to ${to}. Real time goes on as always.`;
}

/** The time of day that the schedule asks for and that this is not; null: it is this. */
function wantedTime(schedule: ScheduleTiming, shown: number): string | null {
  const minute = Math.floor((shown % DAY_MS) / MINUTE_MS);
  if (schedule.frequency !== "cron") {
    const wanted = (schedule.time ?? "00:00").slice(0, 5);
    return wanted === clock(shown) ? null : wanted;
  }
  const { hours, minutes } = parseCron(schedule.cron ?? "");
  if (hours.includes(Math.floor(minute / 60)) && minutes.includes(minute % 60)) return null;
  const earlier = hours.flatMap((hour) => minutes.map((entry) => hour * 60 + entry)).filter((entry) => entry < minute);
  const wanted = Math.max(...earlier);
  return Number.isFinite(wanted) ? clock(wanted * MINUTE_MS) : null;
}

const followsRealTime = (schedule: ScheduleTiming): boolean =>
  schedule.frequency === "hourly" || (schedule.frequency === "cron" && parseCron(schedule.cron ?? "").everyHour);

/** The first instant with another offset than `from`, by halving; null: the clock is not changed. */
function changeBetween(from: number, to: number, timezone: string): number | null {
  const offset = offsetAt(from, timezone);
  if (offsetAt(to, timezone) === offset) return null;
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, timezone) === offset) before = middle;
    else after = middle;
  }
  return after;
}

/** `HH:MM` of a wall time. */
function clock(wall: number): string {
  const ofDay = ((wall % DAY_MS) + DAY_MS) % DAY_MS;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(ofDay / HOUR_MS))}:${two(Math.floor((ofDay % HOUR_MS) / MINUTE_MS))}`;
}
