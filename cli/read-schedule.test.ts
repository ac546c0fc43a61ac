import { expect, test } from "vitest";
import { readSchedule } from "./read-schedule";

test.each([
  [{ cron: "0 0 30 2 *", zone: "UTC" }, "never fire"],
  [{ cron: "61 * * * *", zone: "UTC" }, "61 is not from 0 to 59"],
  [{ cron: "5", zone: "UTC" }, "five fields"],
  [{ frequency: "daily", time: "25:00", zone: "UTC" }, "time of day"],
  [{ frequency: "daily", time: "05:00", zone: "Mars/Base" }, "no timezone"],
  [{ frequency: "daily", zone: "UTC" }, "needs `time`"],
  [{ frequency: "weekly", time: "05:00", days: ["someday"], zone: "UTC" }, "day_of_week"],
  [{ frequency: "once", time: "05:00", date: "2025-02-30", zone: "UTC" }, "no 2025-02-30"],
  [{ zone: "UTC" }, "--cron or --frequency"],
])("%j is refused with the reason", (options, reason) => {
  const read = readSchedule(options);
  expect(read).toMatchObject({ ok: false });
  expect(read.ok ? "" : read.problems.join(" ")).toContain(reason);
});

test("days are numbers, whole names or short ones, apart or with commas", () => {
  const read = readSchedule({ frequency: "weekly", time: "05:00", days: ["mon,FRIDAY", "0"], zone: "UTC" });
  expect(read).toMatchObject({ ok: true, schedule: { day_of_week: ["monday", "friday", 0] } });
  const monthly = readSchedule({ frequency: "monthly", time: "05:00", days: ["1", "15"], zone: "UTC" });
  expect(monthly).toMatchObject({ ok: true, schedule: { day_of_month: [1, 15] } });
});
