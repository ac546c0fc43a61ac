import { expect, test } from "vitest";
import { viewQuery } from "./view-query";

test("the order in an address, empty values and open windows make no difference", () => {
  const one = viewQuery(new URLSearchParams("tag=night&status=active"));
  expect(viewQuery(new URLSearchParams("import=true&status=active&search=&tag=night"))).toBe(one);
  expect(viewQuery(new URLSearchParams("tag=day&status=active"))).not.toBe(one);
  expect(viewQuery(new URLSearchParams("import=true"))).toBe("");
});
