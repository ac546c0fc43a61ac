import { expect, test } from "vitest";
import { Suspects } from "./suspects";

test("one at a time, until it gets on or has run for long", () => {
  let now = 0;
  const suspects = new Suspects(() => now);
  expect(suspects.room).toBe(1);
  suspects.add("a");
  expect(suspects.room).toBe(0);
  expect(suspects.clear("a")).toBe(true);
  expect(suspects.clear("a")).toBe(false);
  expect(suspects.room).toBe(1);
  suspects.add("b");
  now = 10_001;
  expect(suspects.room).toBe(1);
});
