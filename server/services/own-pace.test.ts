import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atOwnPace } from "./own-pace";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("each begins somewhere in its first period, and is called once in each after it until it stops", () => {
  const calls = Array.from({ length: 100 }, () => [] as number[]);
  const stops = calls.map((times) => atOwnPace(1_000, () => times.push(Date.now())));
  const began = Date.now();
  vi.advanceTimersByTime(5_000);
  for (const stop of stops) stop();
  vi.advanceTimersByTime(5_000);
  for (const times of calls) {
    expect(times.slice(0, 4).map((time) => time - (times[0] ?? 0))).toEqual([0, 1_000, 2_000, 3_000]);
    expect(times.length).toBeLessThanOrEqual(6);
    expect(times[0]).toBeLessThanOrEqual(began + 1_000);
  }
  expect(new Set(calls.map(([first]) => first)).size).toBeGreaterThan(20);
});
