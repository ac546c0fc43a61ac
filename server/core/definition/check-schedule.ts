import { cronProblem } from "../schedule/cron";
import { nextFire } from "../schedule/next-fire";
import { isTimezone } from "../schedule/zone";
import type { Report } from "./report";
import type { ScheduleDefinition } from "./schema/schedule";

type Key = keyof ScheduleDefinition;

/** Which keys each frequency must and may have beside those that all may have. */
const KEYS: Record<ScheduleDefinition["frequency"], { needs: readonly Key[]; may: readonly Key[] }> = {
  once: { needs: ["date", "time"], may: [] },
  hourly: { needs: [], may: ["time"] },
  daily: { needs: ["time"], may: [] },
  weekly: { needs: ["time", "day_of_week"], may: [] },
  monthly: { needs: ["time", "day_of_month"], may: [] },
  cron: { needs: ["cron"], may: [] },
};
const TIMING: readonly Key[] = ["time", "date", "day_of_week", "day_of_month", "cron"];

/** Rules that concern several keys of a schedule, and the words that only the calendar knows. */
export function checkSchedule(schedule: ScheduleDefinition, report: Report): void {
  const add = (key: Key, message: string) => report.add({ path: ["schedule", key], message });
  const { needs, may } = KEYS[schedule.frequency];
  for (const key of needs) {
    if (schedule[key] === undefined) add(key, `A schedule with \`frequency: ${schedule.frequency}\` needs \`${key}\`.`);
  }
  for (const key of TIMING) {
    if (schedule[key] === undefined || needs.includes(key) || may.includes(key)) continue;
    add(key, `\`${key}\` means nothing with \`frequency: ${schedule.frequency}\`. Remove it.`);
  }
  if (schedule.timezone !== undefined && !isTimezone(schedule.timezone)) {
    add("timezone", `"${schedule.timezone}" is no timezone. Use an IANA name such as Europe/Berlin or UTC.`);
  }
  if (schedule.date !== undefined && !isDate(schedule.date))
    add("date", `There is no ${schedule.date} in the calendar.`);
  const { end_date: end } = schedule;
  if (end !== undefined && !isDate(end)) add("end_date", `There is no ${end} in the calendar.`);
  else if (end !== undefined && schedule.date !== undefined && end < schedule.date)
    add("end_date", `It ends on ${end}, before its only day, ${schedule.date}. Remove \`end_date\`.`);
  const problem = schedule.cron === undefined ? null : cronProblem(schedule.cron);
  if (problem !== null) add("cron", problem);
  else if (schedule.cron !== undefined && neverFires(schedule.cron))
    add("cron", `"${schedule.cron}" never fires: no month has such a day. Change the day or the month.`);
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether no day of eight years fits, which hold every date that there is. Days do not depend on the zone. */
const neverFires = (cron: string): boolean =>
  nextFire({ frequency: "cron", cron, timezone: "UTC" }, Date.UTC(2024, 0, 1)) === null;
