import { instantsOf, wallTime } from "../schedule/zone";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Pace {
  emailWhen: "at_once" | "hourly" | "daily";
  /** 0 to 23. */
  emailHour: number;
  /** `HH:MM`; both or none. */
  quietFrom: string | null;
  quietTo: string | null;
  timezone: string;
}

/** When something that came at `at` (epoch milliseconds) is sent: gathered as the person wants it, and never in their quiet hours. */
export function dueAt(pace: Pace, channel: "email" | "webhook", at: number): number {
  return afterQuiet(pace, channel === "email" ? gathered(pace, at) : at);
}

function gathered({ emailWhen, emailHour, timezone }: Pace, at: number): number {
  if (emailWhen === "at_once") return at;
  const wall = wallTime(at, timezone);
  if (emailWhen === "hourly") return at - (wall % HOUR_MS) + HOUR_MS;
  const midnight = Math.floor(wall / DAY_MS) * DAY_MS;
  return firstAfter(at, [midnight, midnight + DAY_MS], emailHour * HOUR_MS, timezone);
}

function afterQuiet({ quietFrom, quietTo, timezone }: Pace, at: number): number {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return at;
  const [from, to] = [timeOfDay(quietFrom), timeOfDay(quietTo)];
  const wall = wallTime(at, timezone);
  const now = wall % DAY_MS;
  const quiet = from < to ? now >= from && now < to : now >= from || now < to;
  if (!quiet) return at;
  const midnight = wall - now;
  return firstAfter(at, [midnight, midnight + DAY_MS], to, timezone);
}

/** The first instant after `at` at which the wall shows a time of day, of the days given. */
function firstAfter(at: number, midnights: readonly number[], time: number, timezone: string): number {
  const instants = midnights.flatMap((midnight) => instantsOf(midnight + time, timezone).instants.slice(0, 1));
  return instants.find((instant) => instant > at) ?? at;
}

const timeOfDay = (text: string): number => {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  return hour * HOUR_MS + minute * MINUTE_MS;
};
