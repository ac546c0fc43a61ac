import { expect, test } from "vitest";
import { matchingGroups, shortValue } from "./matching-values";

const groups = [
  {
    title: "Steps",
    values: ["login.url", "deals", "deals.items", "deals.item_count"].map((expression) => ({ expression, type: "x" })),
  },
  { title: "Parameters", values: [{ expression: "params.deals_page", type: "text" }] },
];
const found = (typed: string) => matchingGroups(groups, typed).map(({ values }) => values.map((one) => one.expression));

test("what begins with the typed text comes first, and groups without a match are gone", () => {
  expect(found("item")).toEqual([["deals.items", "deals.item_count"]]);
  expect(found("deals")).toEqual([["deals", "deals.items", "deals.item_count"], ["params.deals_page"]]);
  expect(found("nothing")).toEqual([]);
  expect(found("")).toHaveLength(2);
});

test("a value fits on half a line", () => {
  expect(shortValue([1, 2])).toBe("2 items");
  expect(shortValue({ a: 1 })).toBe("1 field");
  expect(shortValue("x".repeat(200))).toHaveLength(60);
});
