import { readSchedule as read } from "../server/core/definition/read-schedule";
import type { ScheduleDefinition } from "../server/core/definition/schema/schedule";

/** A schedule as options of a command. */
export interface ScheduleOptions {
  cron?: string;
  frequency?: string;
  time?: string;
  /** Weekly: names or numbers of days; monthly: days of the month. */
  days?: string[];
  date?: string;
  zone: string;
}

type Read = { ok: true; schedule: ScheduleDefinition } | { ok: false; problems: string[] };

/** The same rules as in a definition, in the words of the options. */
export function readSchedule({ cron, frequency, time, days, date, zone }: ScheduleOptions): Read {
  if (cron === undefined && frequency === undefined) return { ok: false, problems: ["Give --cron or --frequency."] };
  const numbers = days
    ?.flatMap((day) => day.split(","))
    .map((day) => (/^\d+$/.test(day) ? Number(day) : day.toLowerCase()));
  const answer = read({
    frequency: frequency ?? "cron",
    ...{ cron, time, date, timezone: zone },
    ...(numbers && { [frequency === "monthly" ? "day_of_month" : "day_of_week"]: numbers.map(wholeDay) }),
  });
  if (answer.ok) return answer;
  return {
    ok: false,
    problems: answer.problems.map(({ key, message }) => (message.endsWith(".") ? message : `${key}: ${message}.`)),
  };
}

const SHORT = {
  sun: "sunday",
  mon: "monday",
  tue: "tuesday",
  wed: "wednesday",
  thu: "thursday",
  fri: "friday",
  sat: "saturday",
};

/** `mon` as `monday`; all else as it is. */
const wholeDay = (day: string | number): string | number => SHORT[day as keyof typeof SHORT] ?? day;
