import { describe, expect, test } from "vitest";
import { type ScheduleDefinition, schedule } from "../definition/schema/schedule";
import { clockChange } from "./clock-change";
import { nextFires } from "./next-fires";
import { type SimulatedRun, simulate } from "./simulate";

const at = (text: string) => Date.parse(text);
const NEW_YORK = "America/New_York";
const of = (more: object): ScheduleDefinition => schedule.parse({ timezone: NEW_YORK, ...more });
const short = (time: number | null) => time && new Date(time).toISOString().slice(5, 16);

describe("changes of the clock are told at the moments that they touch, and nowhere else", () => {
  test.each<[string, ScheduleDefinition, string, (string | null)[]]>([
    [
      "a fixed time in the gap",
      of({ frequency: "daily", time: "02:30" }),
      "2027-03-13T00:00Z",
      [null, "No 02:30 that day: 02:00 becomes 03:00. Runs at 03:00.", null],
    ],
    ["a fixed time at its end", of({ frequency: "daily", time: "03:00" }), "2027-03-13T00:00Z", [null, null, null]],
    [
      "a fixed time in the overlap",
      of({ frequency: "daily", time: "01:30" }),
      "2027-11-06T00:00Z",
      [null, "01:30 comes twice that day. Runs the first time.", null],
    ],
    [
      "cron at fixed hours",
      of({ frequency: "cron", cron: "15 2 * * *" }),
      "2027-03-13T00:00Z",
      [null, "No 02:15 that day: 02:00 becomes 03:00. Runs at 03:00.", null],
    ],
    [
      "every hour, forward",
      of({ frequency: "hourly" }),
      "2027-03-14T05:30Z",
      [null, "Before this run the clock goes from 02:00 to 03:00. Real time goes on as always.", null],
    ],
    [
      "every hour, back",
      of({ frequency: "hourly" }),
      "2027-11-07T04:30Z",
      [null, "Before this run the clock goes from 02:00 to 01:00. Real time goes on as always.", null],
    ],
    [
      "half an hour on Lord Howe",
      of({ frequency: "cron", cron: "15 2 * * *", timezone: "Australia/Lord_Howe" }),
      "2027-10-01T10:00Z",
      [null, "No 02:15 that day: 02:00 becomes 02:30. Runs at 02:30.", null],
    ],
    ["UTC", of({ frequency: "daily", time: "02:30", timezone: "UTC" }), "2027-03-13T00:00Z", [null, null, null]],
  ])("%s", (_, plan, from, expected) => {
    const moments = nextFires(plan, at(from), expected.length);
    const words = moments.map((moment, index) => clockChange(plan, moment, moments[index - 1] ?? null)?.words ?? null);
    expect(words).toEqual(expected);
  });
});

const hourly = (more: object) => of({ frequency: "hourly", timezone: "UTC", ...more });
const told = (runs: SimulatedRun[]) => runs.map(({ fate, startsAt, why }) => [fate, short(startsAt), why]);
const base = { from: at("2027-01-01T00:00Z"), count: 5, outage: null, takesMs: 0 };
const outage = { from: at("2027-01-01T00:30Z"), to: at("2027-01-01T03:20Z") };

test("moments are what the schedule says, as many as were asked for", () => {
  const runs = simulate(hourly({}), base);
  expect(runs.map((run) => run.at)).toEqual(nextFires(hourly({}), base.from - 1, 5));
  expect(told(runs)).toEqual(runs.map((run) => ["runs", short(run.at), null]));
});

describe("an outage from 00:30 to 03:20", () => {
  test.each([
    [
      "skip",
      [
        ["missed", null, "outage"],
        ["missed", null, "outage"],
        ["missed", null, "outage"],
      ],
    ],
    [
      "latest",
      [
        ["missed", null, "outage"],
        ["missed", null, "outage"],
        ["runs", "01-01T03:20", "late"],
      ],
    ],
    [
      "all",
      [
        ["runs", "01-01T03:20", "late"],
        ["runs", "01-01T03:20", "late"],
        ["runs", "01-01T03:20", "late"],
      ],
    ],
  ])("with catch_up %s", (catch_up, expected) => {
    const runs = simulate(hourly({ catch_up, overlap: "allow" }), { ...base, outage });
    expect(told(runs)).toEqual([["runs", "01-01T00:00", null], ...expected, ["runs", "01-01T04:00", null]]);
  });
});

describe("runs of 90 minutes, every hour", () => {
  test.each([
    [
      "skip",
      [
        ["runs", "01-01T00:00", null],
        ["skipped", null, "overlap"],
        ["runs", "01-01T02:00", null],
      ],
    ],
    [
      "queue",
      [
        ["runs", "01-01T00:00", null],
        ["runs", "01-01T01:30", "queued"],
        ["runs", "01-01T03:00", "queued"],
      ],
    ],
    [
      "allow",
      [
        ["runs", "01-01T00:00", null],
        ["runs", "01-01T01:00", null],
        ["runs", "01-01T02:00", null],
      ],
    ],
    [
      "cancel_running",
      [
        ["runs", "01-01T00:00", null],
        ["runs", "01-01T01:00", "cancels"],
        ["runs", "01-01T02:00", "cancels"],
      ],
    ],
  ])("with overlap %s", (overlap, expected) => {
    expect(told(simulate(hourly({ overlap }), { ...base, count: 3, takesMs: 90 * 60_000 }))).toEqual(expected);
  });
});

test("a schedule ends after its last day, wherever that day ends", () => {
  const plan = of({ frequency: "daily", time: "22:00", end_date: "2027-01-02" });
  expect(nextFires(plan, base.from, 9).map(short)).toEqual(["01-01T03:00", "01-02T03:00", "01-03T03:00"]);
});
