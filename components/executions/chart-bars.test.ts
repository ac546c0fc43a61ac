import { expect, test } from "vitest";
import { barWords, stackOf, ticksOf, totalOf } from "./chart-bars";

test("what failed stands on top of what succeeded, and is said with it", () => {
  const counts = { failed: 2, succeeded: 7, running: 1 };
  expect(stackOf(counts)).toEqual([
    ["succeeded", 7],
    ["failed", 2],
    ["running", 1],
  ]);
  expect(barWords(counts)).toBe("7 succeeded, 2 failed, 1 running");
  expect(totalOf(counts)).toBe(10);
  expect(barWords({})).toBe("nothing ran");
});

test.each([1, 2, 3, 7, 10, 49, 247, 10_000])("of %i at most two round heights are marked, none above it", (most) => {
  const ticks = ticksOf(most);
  expect(ticks.length).toBeGreaterThan(0);
  expect(ticks.length).toBeLessThan(3);
  expect(ticks.every((tick) => Number.isInteger(tick) && tick <= most)).toBe(true);
});
