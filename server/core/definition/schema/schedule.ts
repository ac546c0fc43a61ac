import { z } from "zod";

export const FREQUENCIES = ["once", "hourly", "daily", "weekly", "monthly", "cron"] as const;
export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

const weekday = z.union([z.enum(WEEKDAYS), z.int().min(0).max(6)]);
const dayOfMonth = z.int().min(1).max(31);

export const schedule = z
  .strictObject({
    frequency: z.enum(FREQUENCIES).describe("How often."),
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, { error: 'must be a time of day such as "05:00:00"' })
      .optional()
      .describe("Time of day in the timezone; for hourly only minutes and seconds count."),
    date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date such as "2025-05-04"' })
      .optional()
      .describe("The day of a schedule that fires once."),
    day_of_week: z
      .union([weekday, z.array(weekday).min(1).max(7)])
      .optional()
      .describe("Name of the day, or 0 (Sunday) to 6; or a list of them."),
    day_of_month: z
      .union([dayOfMonth, z.array(dayOfMonth).min(1).max(31)])
      .optional()
      .describe("1 to 31, or a list of them; in shorter months the last day."),
    cron: z.string().max(200).optional().describe("Five fields: minute, hour, day of month, month, day of week."),
    timezone: z.string().max(100).default("UTC").describe("IANA name such as America/New_York."),
    catch_up: z
      .enum(["skip", "latest", "all"])
      .default("skip")
      .describe("Runs missed while the server was down: none, the latest one, or all (at most the last hundred)."),
    overlap: z
      .enum(["skip", "queue", "allow", "cancel_running"])
      .default("skip")
      .describe("While a run still goes on: skip this one, let it wait, let both run, or cancel the one that runs."),
    end_date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date such as "2025-12-31"' })
      .optional()
      .describe("The last day, in the timezone, on which it fires."),
    jitter: z
      .int()
      .min(0)
      .max(3600)
      .default(0)
      .describe("Start each run up to so many seconds later, so that not all chains start at once."),
    stop_after_failures: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe("Pause the schedule after so many failed runs in a row, and say so."),
  })
  .describe("When the chain runs by itself.");

export type ScheduleDefinition = z.output<typeof schedule>;

/** The part that says when: what missed, overlapping and failed runs do is none of the calendar's business. */
export type ScheduleTiming = Omit<z.input<typeof schedule>, "catch_up" | "overlap" | "jitter" | "stop_after_failures">;
