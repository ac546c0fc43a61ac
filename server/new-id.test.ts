import { validate, version } from "uuid";
import { afterEach, expect, test, vi } from "vitest";
import { newId } from "./new-id";

afterEach(() => vi.useRealTimers());

test("ids are of version 7, no two alike, and sort by the order in which they were made", () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(ids.filter((id) => !validate(id) || version(id) !== 7)).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test("they keep their order when the clock goes back, and begin with the time when it goes on", () => {
  vi.useFakeTimers({ now: Date.parse("2100-01-01T00:00:00Z") });
  const first = newId();
  vi.setSystemTime(Date.parse("2099-12-31T23:59:00Z"));
  const second = newId();
  vi.setSystemTime(Date.parse("2100-01-01T00:00:01Z"));
  const third = newId();
  expect([first, second, third].toSorted()).toEqual([first, second, third]);
  expect(Number.parseInt(third.replaceAll("-", "").slice(0, 12), 16)).toBe(Date.parse("2100-01-01T00:00:01Z"));
});
