import { type ScheduleTiming, WEEKDAYS } from "../definition/schema/schedule";

/** A checked schedule in words: `Every Monday at 05:00 (America/New_York)`. */
export function scheduleInWords(schedule: ScheduleTiming): string {
  return `${timing(schedule)} (${schedule.timezone ?? "UTC"})`;
}

function timing(schedule: ScheduleTiming): string {
  const time = shortTime(schedule.time);
  switch (schedule.frequency) {
    case "once":
      return `Once on ${schedule.date} at ${time}`;
    case "hourly":
      return `Every hour at ${time.slice(2)}`;
    case "daily":
      return `Every day at ${time}`;
    case "weekly":
      return `Every ${capital(typeof schedule.day_of_week === "string" ? schedule.day_of_week : WEEKDAYS[schedule.day_of_week ?? 0])} at ${time}`;
    case "monthly":
      return `On day ${schedule.day_of_month} of every month at ${time}`;
    case "cron":
      return `By cron: ${schedule.cron}`;
  }
}

const capital = (word = ""): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Seconds are only shown when there are some. */
const shortTime = (time = "00:00"): string => (time.endsWith(":00") && time.length === 8 ? time.slice(0, 5) : time);
