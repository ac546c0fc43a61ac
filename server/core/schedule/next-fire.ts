import { type ScheduleTiming, WEEKDAYS } from "../definition/schema/schedule";
import { type CronFields, cronMatchesDay, parseCron } from "./cron";
import { instantsOf, offsetAt, wallTime } from "./zone";

/**
 * When a schedule fires next. Our rule for changes of the clock: a fixed time of day that falls into a gap runs at the
 * first instant after it; in an overlap it runs once, the first time. Intervals (hourly, `*` in cron's hours) follow
 * real time: nothing is made up for a gap, and both passes of an overlap count. cron-parser only reads the expression;
 * its own walk skips whole days in some gaps.
 */
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
/** Leap days are at most eight years apart. */
const MAX_DAYS = 8 * 366 + 2;

/** Times of one day, in milliseconds after its midnight on the wall. */
interface DayPlan {
  matches(day: Date): boolean;
  times: readonly number[];
  /** True: every pass of the clock counts and gaps are not made up for. */
  interval: boolean;
}

/** The first instant after `afterMs` (epoch ms) at which a checked schedule fires; null: never again. */
export function nextFire(schedule: ScheduleTiming, afterMs: number): number | null {
  const next = nextOf(schedule, afterMs);
  return next !== null && next < endOf(schedule) ? next : null;
}

/** The first instant after its last day; without one the end of all times. */
function endOf({ end_date: last, timezone = "UTC" }: ScheduleTiming): number {
  if (last === undefined) return Number.POSITIVE_INFINITY;
  const [end] = instantsOf(Date.parse(`${last}T00:00:00Z`) + DAY_MS, timezone).instants;
  return end ?? Number.POSITIVE_INFINITY;
}

function nextOf(schedule: ScheduleTiming, afterMs: number): number | null {
  const timezone = schedule.timezone ?? "UTC";
  if (schedule.frequency === "once") return once(schedule, timezone, afterMs);
  const plan = dayPlan(schedule);
  const today = Math.floor(wallTime(afterMs, timezone) / DAY_MS) * DAY_MS;
  // The day before too: the clock may have been set back over midnight.
  for (let offset = -1; offset <= MAX_DAYS; offset++) {
    const day = today + offset * DAY_MS;
    if (!plan.matches(new Date(day))) continue;
    const found = firstOfDay(plan, day, timezone, afterMs);
    if (found !== null) return found;
  }
  return null;
}

function firstOfDay(plan: DayPlan, day: number, timezone: string, afterMs: number): number | null {
  const steady = steadyOffset(day, timezone);
  let first: number | null = null;
  for (const time of plan.times) {
    if (steady !== null) {
      if (day + time - steady > afterMs) return day + time - steady;
      continue;
    }
    const { instants, skipped } = instantsOf(day + time, timezone);
    if (skipped && plan.interval) continue;
    for (const instant of plan.interval ? instants : instants.slice(0, 1)) {
      if (instant > afterMs && (first === null || instant < first)) first = instant;
    }
  }
  return first;
}

/** The offset of a day on which the clock is not changed; null when it may be. */
function steadyOffset(day: number, timezone: string): number | null {
  const before = offsetAt(day - DAY_MS, timezone);
  return before === offsetAt(day + 2 * DAY_MS, timezone) ? before : null;
}

function once(schedule: ScheduleTiming, timezone: string, afterMs: number): number | null {
  const midnight = Date.parse(`${schedule.date ?? ""}T00:00:00Z`);
  if (Number.isNaN(midnight)) return null;
  const [instant] = instantsOf(midnight + timeOfDay(schedule.time), timezone).instants;
  return instant !== undefined && instant > afterMs ? instant : null;
}

function dayPlan(schedule: ScheduleTiming): DayPlan {
  const time = timeOfDay(schedule.time);
  switch (schedule.frequency) {
    case "hourly":
      return { matches: () => true, times: hours.map((hour) => hour * HOUR_MS + (time % HOUR_MS)), interval: true };
    case "weekly":
      return { matches: (day) => weekdaysOf(schedule).includes(day.getUTCDay()), times: [time], interval: false };
    case "monthly":
      return {
        matches: (day) => [schedule.day_of_month ?? 1].flat().some((wanted) => isDayOfMonth(day, wanted)),
        times: [time],
        interval: false,
      };
    case "cron": {
      const cron = parseCron(schedule.cron ?? "");
      return { matches: (day) => cronMatchesDay(cron, day), times: cronTimes(cron), interval: cron.everyHour };
    }
    default:
      return { matches: () => true, times: [time], interval: false };
  }
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);

const cronTimes = (cron: CronFields): number[] =>
  cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * HOUR_MS + minute * 60 * SECOND_MS));

/** `HH:MM` or `HH:MM:SS` as milliseconds after midnight. */
function timeOfDay(text = "00:00"): number {
  const [hour = 0, minute = 0, second = 0] = text.split(":").map(Number);
  return hour * HOUR_MS + minute * 60 * SECOND_MS + second * SECOND_MS;
}

/** Numbers of the days of a weekly schedule, in the order of the week; 0 is Sunday. */
export function weekdaysOf({ day_of_week: days = 0 }: ScheduleTiming): number[] {
  const numbers = [days].flat().map((day) => (typeof day === "string" ? WEEKDAYS.indexOf(day) : day));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** The 31st of a shorter month is its last day. */
function isDayOfMonth(day: Date, wanted: number): boolean {
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  return day.getUTCDate() === Math.min(wanted, last);
}
