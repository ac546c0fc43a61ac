import { expect, test } from "vitest";
import { schedule } from "@/server/core/definition/schema/schedule";
import { upcomingDays } from "./upcoming-days";

const DAY = 86_400_000;
const utcDay = (at: number) => Math.floor(at / DAY) * DAY;
const from = Date.parse("2027-01-01T10:00Z");
const chain = (chainName: string, timing: object, nextRunAt: number | null = from) => ({
  ...{
    chainId: chainName,
    chainName,
    schedule: schedule.parse({ timezone: "UTC", ...timing }),
    nextRunAt,
    usualMs: null,
  },
});
const told = (days: ReturnType<typeof upcomingDays>) =>
  days.map(({ start, entries }) => [
    new Date(start).toISOString().slice(5, 10),
    entries.map(({ chainName, at, more }) => `${chainName} ${new Date(at).toISOString().slice(11, 16)} +${more}`),
  ]);

test("moments stand by days; a chain once a day, with how many more follow", () => {
  const chains = [
    chain("hourly", { frequency: "hourly" }),
    chain("daily", { frequency: "daily", time: "05:00" }),
    chain("paused", { frequency: "hourly" }, null),
  ];
  expect(told(upcomingDays(chains, { from, to: from + 2 * DAY, dayOf: utcDay }))).toEqual([
    ["01-01", ["hourly 10:00 +13"]],
    ["01-02", ["hourly 00:00 +23", "daily 05:00 +0"]],
    ["01-03", ["hourly 00:00 +9", "daily 05:00 +0"]],
  ]);
});

test("nothing stands before the next run that the server has decided", () => {
  const later = chain("hourly", { frequency: "hourly" }, from + DAY);
  expect(told(upcomingDays([later], { from, to: from + DAY + 1, dayOf: utcDay }))).toEqual([
    ["01-02", ["hourly 10:00 +0"]],
  ]);
});
