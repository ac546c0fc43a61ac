import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ScheduleTiming } from "../definition/schema/schedule";
import { cronProblem } from "./cron";
import { nextFire } from "./next-fire";
import { scheduleInWords } from "./words";
import { isTimezone } from "./zone";

const NEW_YORK = "America/New_York";
const LORD_HOWE = "Australia/Lord_Howe";
const daily = (time: string, timezone?: string): ScheduleTiming => ({ frequency: "daily", time, timezone });
const hourly = (time: string | undefined, timezone?: string): ScheduleTiming => ({
  frequency: "hourly",
  time,
  timezone,
});
const cron = (expression: string, timezone?: string): ScheduleTiming => ({
  frequency: "cron",
  cron: expression,
  timezone,
});

/** Schedule, after, and the instants that follow, all UTC. */
const GOLDEN: [string, ScheduleTiming, string, (string | null)[]][] = [
  ["daily in UTC", daily("05:00:00"), "2025-05-04T04:59:59Z", ["2025-05-04T05:00Z", "2025-05-05T05:00Z"]],
  ["daily is strictly after", daily("05:00"), "2025-05-04T05:00:00Z", ["2025-05-05T05:00Z"]],
  ["daily with seconds", daily("05:00:30"), "2025-05-04T05:00:00Z", ["2025-05-04T05:00:30Z"]],
  [
    "daily in New York in winter",
    daily("05:00:00", NEW_YORK),
    "2025-01-10T00:00Z",
    ["2025-01-10T10:00Z", "2025-01-11T10:00Z"],
  ],
  ["daily in New York in summer", daily("05:00:00", NEW_YORK), "2025-07-10T00:00Z", ["2025-07-10T09:00Z"]],
  [
    "daily over New York's spring change",
    daily("05:00", NEW_YORK),
    "2025-03-08T12:00Z",
    ["2025-03-09T09:00Z", "2025-03-10T09:00Z"],
  ],
  [
    "New York's gap: the first instant after it",
    daily("02:30", NEW_YORK),
    "2025-03-08T12:00Z",
    ["2025-03-09T07:00Z", "2025-03-10T06:30Z"],
  ],
  [
    "New York's gap, at its first second",
    daily("02:00", NEW_YORK),
    "2025-03-08T12:00Z",
    ["2025-03-09T07:00Z", "2025-03-10T06:00Z"],
  ],
  [
    "New York, just after the gap",
    daily("03:00", NEW_YORK),
    "2025-03-09T00:00Z",
    ["2025-03-09T07:00Z", "2025-03-10T07:00Z"],
  ],
  [
    "New York's overlap: once, the first",
    daily("01:30", NEW_YORK),
    "2025-11-01T12:00Z",
    ["2025-11-02T05:30Z", "2025-11-03T06:30Z"],
  ],
  ["New York, between the two passes", daily("01:30", NEW_YORK), "2025-11-02T05:45Z", ["2025-11-03T06:30Z"]],
  [
    "Lord Howe's half hour gap",
    daily("02:15", LORD_HOWE),
    "2025-10-03T20:00Z",
    ["2025-10-04T15:30Z", "2025-10-05T15:15Z"],
  ],
  [
    "Lord Howe's half hour overlap",
    daily("01:45", LORD_HOWE),
    "2025-04-04T20:00Z",
    ["2025-04-05T14:45Z", "2025-04-06T15:15Z"],
  ],
  ["Lord Howe outside of the overlap", daily("02:00", LORD_HOWE), "2025-04-05T12:00Z", ["2025-04-05T15:30Z"]],
  ["Berlin's gap", daily("02:30", "Europe/Berlin"), "2025-03-29T12:00Z", ["2025-03-30T01:00Z", "2025-03-31T00:30Z"]],
  [
    "Berlin's overlap",
    daily("02:30", "Europe/Berlin"),
    "2025-10-25T12:00Z",
    ["2025-10-26T00:30Z", "2025-10-27T01:30Z"],
  ],
  [
    "a gap at midnight",
    daily("00:30", "America/Santiago"),
    "2025-09-06T12:00Z",
    ["2025-09-07T04:00Z", "2025-09-08T03:30Z"],
  ],
  [
    "an overlap at midnight",
    daily("23:30", "America/Santiago"),
    "2025-04-05T12:00Z",
    ["2025-04-06T02:30Z", "2025-04-07T03:30Z"],
  ],
  [
    "a day that never was: Samoa 2011-12-30",
    daily("10:00", "Pacific/Apia"),
    "2011-12-29T21:00Z",
    ["2011-12-30T10:00Z", "2011-12-30T20:00Z"],
  ],
  ["half hour zones", daily("05:00", "Asia/Kolkata"), "2025-01-01T00:00Z", ["2025-01-01T23:30Z"]],
  ["quarter hour zones", daily("05:00", "Asia/Kathmandu"), "2025-01-01T00:00Z", ["2025-01-01T23:15Z"]],
  ["hourly", hourly(undefined), "2025-01-01T00:00Z", ["2025-01-01T01:00Z", "2025-01-01T02:00Z"]],
  ["hourly at a minute", hourly("00:15:00"), "2025-01-01T00:20Z", ["2025-01-01T01:15Z"]],
  ["hourly over midnight", hourly("00:15"), "2025-01-01T23:20Z", ["2025-01-02T00:15Z"]],
  [
    "hourly in a gap follows real time",
    hourly("00:30", NEW_YORK),
    "2025-03-09T06:00Z",
    ["2025-03-09T06:30Z", "2025-03-09T07:30Z"],
  ],
  [
    "hourly in an overlap follows real time",
    hourly("00:30", NEW_YORK),
    "2025-11-02T05:00Z",
    ["2025-11-02T05:30Z", "2025-11-02T06:30Z", "2025-11-02T07:30Z"],
  ],
  [
    "weekly by name",
    { frequency: "weekly", time: "09:00", day_of_week: "monday" },
    "2025-05-04T00:00Z",
    ["2025-05-05T09:00Z", "2025-05-12T09:00Z"],
  ],
  [
    "weekly by number",
    { frequency: "weekly", time: "09:00", day_of_week: 0 },
    "2025-05-04T10:00Z",
    ["2025-05-11T09:00Z"],
  ],
  [
    "weekly on the day before in UTC",
    { frequency: "weekly", time: "22:00", day_of_week: "saturday", timezone: NEW_YORK },
    "2025-05-03T00:00Z",
    ["2025-05-04T02:00Z"],
  ],
  [
    "weekly in the gap",
    { frequency: "weekly", time: "02:30", day_of_week: "sunday", timezone: NEW_YORK },
    "2025-03-08T00:00Z",
    ["2025-03-09T07:00Z", "2025-03-16T06:30Z"],
  ],
  ["monthly", { frequency: "monthly", time: "09:00", day_of_month: 15 }, "2025-05-15T09:00Z", ["2025-06-15T09:00Z"]],
  [
    "monthly on the 31st",
    { frequency: "monthly", time: "09:00", day_of_month: 31 },
    "2025-01-31T09:00Z",
    ["2025-02-28T09:00Z", "2025-03-31T09:00Z", "2025-04-30T09:00Z"],
  ],
  [
    "monthly on the 29th of a leap year",
    { frequency: "monthly", time: "09:00", day_of_month: 29 },
    "2024-02-01T00:00Z",
    ["2024-02-29T09:00Z"],
  ],
  [
    "once",
    { frequency: "once", date: "2025-05-04", time: "05:00", timezone: NEW_YORK },
    "2025-01-01T00:00Z",
    ["2025-05-04T09:00Z", null],
  ],
  [
    "once in a gap",
    { frequency: "once", date: "2025-03-09", time: "02:10", timezone: NEW_YORK },
    "2025-01-01T00:00Z",
    ["2025-03-09T07:00Z", null],
  ],
  ["once in the past", { frequency: "once", date: "2025-05-04", time: "05:00" }, "2025-05-04T05:00Z", [null]],
  ["cron every minute", cron("* * * * *"), "2025-01-01T00:00:30Z", ["2025-01-01T00:01Z", "2025-01-01T00:02Z"]],
  ["cron every fifteen minutes", cron("*/15 * * * *"), "2025-01-01T00:50Z", ["2025-01-01T01:00Z", "2025-01-01T01:15Z"]],
  ["cron on weekdays", cron("30 6 * * 1-5"), "2025-05-02T06:30Z", ["2025-05-05T06:30Z", "2025-05-06T06:30Z"]],
  ["cron with names", cron("30 6 * JAN MON"), "2025-01-01T00:00Z", ["2025-01-06T06:30Z"]],
  ["cron with Sunday as 7", cron("0 0 * * 7"), "2025-05-01T00:00Z", ["2025-05-04T00:00Z"]],
  [
    "cron: either day field matches",
    cron("0 0 13 * 5"),
    "2025-06-01T00:00Z",
    ["2025-06-06T00:00Z", "2025-06-13T00:00Z", "2025-06-20T00:00Z"],
  ],
  ["cron on leap days", cron("0 0 29 2 *"), "2025-01-01T00:00Z", ["2028-02-29T00:00Z"]],
  ["cron on leap days over a century", cron("0 0 29 2 *"), "2096-03-01T00:00Z", ["2104-02-29T00:00Z"]],
  [
    "cron half-hourly in New York's gap: once, after it",
    cron("*/30 2 * * *", NEW_YORK),
    "2025-03-08T12:00Z",
    ["2025-03-09T07:00Z", "2025-03-10T06:00Z", "2025-03-10T06:30Z"],
  ],
  [
    "cron in Lord Howe's gap: no day is lost",
    cron("15 2 * * *", LORD_HOWE),
    "2025-10-03T20:00Z",
    ["2025-10-04T15:30Z", "2025-10-05T15:15Z"],
  ],
  [
    "cron fixed in the overlap: once",
    cron("30 1 * * *", NEW_YORK),
    "2025-11-02T00:00Z",
    ["2025-11-02T05:30Z", "2025-11-03T06:30Z"],
  ],
  [
    "cron with any hour in the overlap: both passes",
    cron("30 * * * *", NEW_YORK),
    "2025-11-02T05:00Z",
    ["2025-11-02T05:30Z", "2025-11-02T06:30Z"],
  ],
  [
    "cron every ten minutes over the overlap",
    cron("*/10 * * * *", NEW_YORK),
    "2025-11-02T05:50Z",
    ["2025-11-02T06:00Z", "2025-11-02T06:10Z"],
  ],
  [
    "cron every two hours does not make up for the gap",
    cron("0 */2 * * *", NEW_YORK),
    "2025-03-09T05:30Z",
    ["2025-03-09T08:00Z"],
  ],
  ["cron at the end of the year", cron("59 23 31 12 *", "Europe/London"), "2025-01-01T00:00Z", ["2025-12-31T23:59Z"]],
  [
    "Mondays and Fridays over Berlin's spring change",
    { frequency: "weekly", time: "05:00", day_of_week: ["friday", "monday"], timezone: "Europe/Berlin" },
    "2025-03-27T00:00Z",
    ["2025-03-28T04:00Z", "2025-03-31T03:00Z", "2025-04-04T03:00Z"],
  ],
  [
    "the 1st and the last day of each month",
    { frequency: "monthly", time: "00:00", day_of_month: [31, 1] },
    "2024-02-01T00:00Z",
    ["2024-02-29T00:00Z", "2024-03-01T00:00Z", "2024-03-31T00:00Z"],
  ],
  [
    "Santiago's gap at midnight",
    daily("00:00", "America/Santiago"),
    "2025-09-06T12:00Z",
    ["2025-09-07T04:00Z", "2025-09-08T03:00Z"],
  ],
  [
    "Santiago's overlap before midnight: once",
    daily("23:30", "America/Santiago"),
    "2025-04-05T12:00Z",
    ["2025-04-06T02:30Z", "2025-04-07T03:30Z"],
  ],
  [
    "Cairo's gap at midnight, again since 2023",
    daily("00:00", "Africa/Cairo"),
    "2025-04-24T12:00Z",
    ["2025-04-24T22:00Z", "2025-04-25T21:00Z"],
  ],
  [
    "Samoa skipped a whole day in 2011",
    daily("12:00", "Pacific/Apia"),
    "2011-12-29T00:00Z",
    ["2011-12-29T22:00Z", "2011-12-30T10:00Z", "2011-12-30T22:00Z"],
  ],
  [
    "Tehran gave up its summer time",
    daily("00:00", "Asia/Tehran"),
    "2023-03-21T00:00Z",
    ["2023-03-21T20:30Z", "2023-03-22T20:30Z"],
  ],
  [
    "Casablanca's summer time pauses for Ramadan",
    daily("02:30", "Africa/Casablanca"),
    "2025-04-05T12:00Z",
    ["2025-04-06T02:00Z", "2025-04-07T01:30Z"],
  ],
  [
    "a cron of half hours in New York's gap hour runs once after it",
    cron("*/30 2 * * *", NEW_YORK),
    "2025-03-08T12:00Z",
    ["2025-03-09T07:00Z", "2025-03-10T06:00Z", "2025-03-10T06:30Z"],
  ],
  [
    "a cron in Lord Howe's half hour gap",
    cron("15 2 * * *", LORD_HOWE),
    "2025-10-03T20:00Z",
    ["2025-10-04T15:30Z", "2025-10-05T15:15Z"],
  ],
];

describe("nextFire", () => {
  test.each(GOLDEN)("%s", (_title, schedule, after, expected) => {
    let at: number | null = Date.parse(after);
    for (const wanted of expected) {
      at = at === null ? null : nextFire(schedule, at);
      expect(at === null ? null : new Date(at).toISOString()).toBe(
        wanted === null ? null : new Date(wanted).toISOString(),
      );
    }
  });

  test("is always later than the instant before, in every zone", () => {
    const zones = fc.constantFrom(
      "UTC",
      NEW_YORK,
      LORD_HOWE,
      "America/Santiago",
      "Africa/Casablanca",
      "Pacific/Chatham",
    );
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(zones, minute, fc.integer({ min: 0, max: 4_000_000_000 }), (timezone, at, second) => {
        const time = `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
        const next = nextFire(daily(time, timezone), second * 1000);
        expect(next).toBeGreaterThan(second * 1000);
        expect((next ?? 0) - second * 1000).toBeLessThanOrEqual(27 * 3_600_000);
      }),
      { numRuns: 300 },
    );
  });
});

test.each(["", "5", "* * * *", "* * * * * *", "61 * * * *", "0 0 L * *", "0 0 * * MON#1", "@daily", "? * * * *"])(
  "cron %j is refused with an example",
  (expression) => {
    expect(cronProblem(expression)).toMatch(/no cron expression/);
  },
);

test.each([
  ["UTC", true],
  ["Europe/Berlin", true],
  ["America/Argentina/Buenos_Aires", true],
  ["Mars/Olympus", false],
  ["+02:00", false],
  ["", false],
])("timezone %j is known: %s", (name, known) => {
  expect(isTimezone(name)).toBe(known);
});

test.each([
  [daily("05:00:00", NEW_YORK), "Every day at 05:00 (America/New_York)"],
  [hourly("00:15"), "Every hour at :15 (UTC)"],
  [{ frequency: "weekly", time: "05:00:30", day_of_week: 1 } as ScheduleTiming, "Every Monday at 05:00:30 (UTC)"],
  [cron("0 5 * * 1"), "By cron: 0 5 * * 1 (UTC)"],
])("words of %j", (schedule, words) => {
  expect(scheduleInWords(schedule)).toBe(words);
});
