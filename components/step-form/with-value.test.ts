import { expect, test } from "vitest";
import { withValue } from "./with-value";

test("a value is set, also where nothing was", () => {
  expect(withValue({ tool: "http" }, ["parameters", "url"], "x")).toEqual({ tool: "http", parameters: { url: "x" } });
  expect(withValue({ a: [1, 2] }, ["a", 1], 3)).toEqual({ a: [1, 3] });
});

test("a value that goes takes the mappings with it that would be empty", () => {
  const body = { tool: "http", parameters: { headers: { Accept: "x" } } };
  expect(withValue(body, ["parameters", "headers", "Accept"], undefined)).toEqual({ tool: "http" });
  expect(withValue({ a: [1, 2] }, ["a", 0], undefined)).toEqual({ a: [2] });
});

test("an empty path replaces the whole body", () => {
  expect(withValue({ tool: "http" }, [], { tool: "flow" })).toEqual({ tool: "flow" });
});
