import { type ScheduleTiming, WEEKDAYS } from "../definition/schema/schedule";
import { weekdaysOf } from "./next-fire";

/** A checked schedule in words: `Every Monday at 05:00 (America/New_York)`. */
export function scheduleInWords(schedule: ScheduleTiming): string {
  const until = schedule.end_date === undefined ? "" : `, until ${schedule.end_date}`;
  return `${timing(schedule)} (${schedule.timezone ?? "UTC"})${until}`;
}

function timing(schedule: ScheduleTiming): string {
  const time = shortTime(schedule.time);
  const days = [schedule.day_of_month ?? 1].flat();
  switch (schedule.frequency) {
    case "once":
      return `Once on ${schedule.date} at ${time}`;
    case "hourly":
      return `Every hour at ${time.slice(2)}`;
    case "daily":
      return `Every day at ${time}`;
    case "weekly":
      return `Every ${listed(weekdaysOf(schedule).map((day) => capital(WEEKDAYS[day])))} at ${time}`;
    case "monthly":
      return `On ${days.length === 1 ? "day" : "days"} ${listed(days.map(String))} of every month at ${time}`;
    case "cron":
      return `By cron: ${schedule.cron}`;
  }
}

/** `Monday, Tuesday and Friday`. */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const capital = (word = ""): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Seconds are only shown when there are some. */
const shortTime = (time = "00:00"): string => (time.endsWith(":00") && time.length === 8 ? time.slice(0, 5) : time);
