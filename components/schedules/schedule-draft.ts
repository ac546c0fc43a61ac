import { type ReadSchedule, readSchedule } from "@/server/core/definition/read-schedule";
import { type FREQUENCIES, type ScheduleDefinition, WEEKDAYS } from "@/server/core/definition/schema/schedule";

export type Frequency = (typeof FREQUENCIES)[number];

/** A schedule as it stands in the fields of a form: each keeps what was typed, also while another frequency is chosen. */
export interface ScheduleDraft {
  frequency: Frequency;
  time: string;
  date: string;
  weekdays: string[];
  daysOfMonth: string;
  cron: string;
  timezone: string;
  catchUp: ScheduleDefinition["catch_up"];
  overlap: ScheduleDefinition["overlap"];
}

/** A day from now on, at an hour that most have. */
export const firstDraft = (timezone: string, today: Date): ScheduleDraft => ({
  ...{ frequency: "daily", time: "05:00", date: isoDay(today), weekdays: ["monday"], daysOfMonth: "1" },
  ...{ cron: "0 9 * * 1-5", timezone, catchUp: "latest", overlap: "skip" },
});

/** `2027-03-12`, local. */
export function isoDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The keys that this frequency has, and nothing else. */
export function scheduleOfDraft(draft: ScheduleDraft): Record<string, unknown> {
  const { frequency, time, date, weekdays, daysOfMonth, cron, timezone, catchUp, overlap } = draft;
  const policies = { timezone, catch_up: catchUp, overlap };
  switch (frequency) {
    case "once":
      return { frequency, date, time, ...policies };
    case "weekly":
      return { frequency, time, day_of_week: one(WEEKDAYS.filter((day) => weekdays.includes(day))), ...policies };
    case "monthly":
      return { frequency, time, day_of_month: one(numbersIn(daysOfMonth)), ...policies };
    case "cron":
      return { frequency, cron, ...policies };
    default:
      return { frequency, time, ...policies };
  }
}

export const readDraft = (draft: ScheduleDraft): ReadSchedule => readSchedule(scheduleOfDraft(draft));

/** A list of one is written as that one. */
const one = <Value>(list: readonly Value[]): Value | readonly Value[] | undefined =>
  list.length === 0 ? undefined : list.length === 1 ? list[0] : list;

const numbersIn = (text: string): number[] =>
  text
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .map(Number);
