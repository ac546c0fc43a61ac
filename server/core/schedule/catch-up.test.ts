import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ScheduleDefinition, schedule } from "../definition/schema/schedule";
import { catchUp, MAX_CAUGHT_UP } from "./catch-up";
import { nextFires } from "./next-fires";

const at = (text: string) => Date.parse(text);
const hourly = (catchUpPolicy: ScheduleDefinition["catch_up"], cron = "0 * * * *") =>
  schedule.parse({ frequency: "cron", cron, timezone: "UTC", catch_up: catchUpPolicy });

/** All that a server does that was away from `dueAt` to `now`: which moments fire, and where it goes on. */
function after(plan: ScheduleDefinition, dueAt: number, now: number) {
  const fired: number[] = [];
  let next: number | null = dueAt;
  let looks = 0;
  while (next !== null && next <= now) {
    const { missed, nextAt } = catchUp(plan, next, now);
    if (missed === null) fired.push(next);
    expect(nextAt === null || nextAt > next).toBe(true);
    next = nextAt;
    looks += 1;
  }
  return { fired: fired.map((time) => new Date(time).toISOString().slice(11, 16)), next, looks };
}

describe("a server that was away from 03:00 to 06:30", () => {
  const [dueAt, now] = [at("2025-05-04T03:00Z"), at("2025-05-04T06:30Z")];
  test.each([
    ["skip" as const, []],
    ["latest" as const, ["06:00"]],
    ["all" as const, ["03:00", "04:00", "05:00", "06:00"]],
  ])("with %s fires %j and goes on at 07:00", (policy, fires) => {
    expect(after(hourly(policy), dueAt, now)).toMatchObject({ fired: fires, next: at("2025-05-04T07:00Z") });
  });
});

test("what is at most a minute late was not missed, also behind moments that were", () => {
  const now = at("2025-05-04T06:00:40Z");
  for (const policy of ["skip", "latest", "all"] as const)
    expect(after(hourly(policy), at("2025-05-04T06:00Z"), now).fired).toEqual(["06:00"]);
  expect(after(hourly("skip"), at("2025-05-04T03:00Z"), now).fired).toEqual(["06:00"]);
  expect(after(hourly("latest"), at("2025-05-04T03:00Z"), now).fired).toEqual(["06:00"]);
});

test("of a year of minutes only the last hundred are caught up, without walking through it", () => {
  const [dueAt, now] = [at("2024-05-04T03:00Z"), at("2025-05-04T03:00:30Z")];
  const { fired, looks } = after(hourly("all", "* * * * *"), dueAt, now);
  expect(fired).toHaveLength(MAX_CAUGHT_UP);
  expect(fired.at(-1)).toBe("03:00");
  expect(looks).toBe(MAX_CAUGHT_UP + 1);
});

test("what fires is always a part of what was due, in its order: none, the last, or the last hundred", () => {
  const crons = ["0 * * * *", "*/7 3-5 * * *", "30 2 * * *", "0 0 29 2 *"];
  fc.assert(
    fc.property(
      fc.constantFrom(...crons),
      fc.integer({ min: 0, max: 400 * 24 }),
      fc.integer({ min: 2, max: 3_000 }),
      (cron, startHours, awayMinutes) => {
        const [dueAt] = nextFires(hourly("all", cron), at("2024-01-01T00:00Z") + startHours * 3_600_000, 1);
        if (dueAt === undefined) return;
        const now = dueAt + awayMinutes * 60_000;
        const due: number[] = [];
        for (let next: number | undefined = dueAt; next !== undefined && next <= now; )
          [next] = nextFires(hourly("all", cron), due[due.push(next) - 1] ?? now, 1);
        const words = due.map((time) => new Date(time).toISOString().slice(11, 16));
        expect(after(hourly("all", cron), dueAt, now).fired).toEqual(words.slice(-MAX_CAUGHT_UP));
        expect(after(hourly("latest", cron), dueAt, now).fired).toEqual(words.slice(-1));
        const fresh = due.filter((time) => now - time <= 60_000).length;
        expect(after(hourly("skip", cron), dueAt, now).fired).toEqual(fresh === 0 ? [] : words.slice(-fresh));
      },
    ),
    { numRuns: 40 },
  );
});
