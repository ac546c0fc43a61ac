import { describe, expect, it } from "vitest";
import type { PlanParam } from "@/server/core/plan/plan";
import { firstDrafts, readDrafts } from "./param-values";

const param = (change: Partial<PlanParam>): PlanParam => ({ type: "string", required: false, ...change });

describe("firstDrafts", () => {
  it("shows values of an earlier execution, else defaults", () => {
    const params = {
      limit: param({ type: "number", default: 50 }),
      name: param({ default: "x" }),
      on: param({ type: "boolean" }),
    };
    expect(firstDrafts(params, { limit: 7 })).toEqual({ limit: "7", name: "x", on: false });
  });
});

describe("readDrafts", () => {
  it.each<[string, Partial<PlanParam>, string | boolean, unknown]>([
    ["text", {}, "Kettle", "Kettle"],
    ["a number", { type: "number" }, "38.9", 38.9],
    ["a whole number", { type: "integer" }, "3", 3],
    ["a switch", { type: "boolean" }, false, false],
    ["a list", { type: "array" }, "[1, 2]", [1, 2]],
    ["an object", { type: "object" }, '{"a": 1}', { a: 1 }],
    ["a choice that is a number", { type: "number", enum: [1, 2] }, "2", 2],
    ["nothing for an optional field", { type: "number" }, "", undefined],
  ])("reads %s", (_what, change, draft, value) => {
    expect(readDrafts({ field: param(change) }, { field: draft })).toEqual({
      ok: true,
      values: value === undefined ? {} : { field: value },
    });
  });

  it.each<[Partial<PlanParam>, string, string]>([
    [{ required: true }, " ", "This is required."],
    [{ type: "number" }, "ten", '"ten" is not a number. Write it like 12.5.'],
    [{ type: "integer" }, "1.5", '"1.5" is not a whole number.'],
    [{ type: "number", minimum: 0 }, "-5", "-5 is below 0. Use 0 or more."],
    [{ type: "number", maximum: 9 }, "10", "10 is above 9. Use 9 or less."],
    [{ minLength: 3 }, "ab", "Too short: write at least 3 characters."],
    [{ enum: ["EUR", "USD"] }, "GBP", '"GBP" is not offered. Choose one of EUR, USD.'],
    [{ type: "object" }, "[1]", 'This is JSON, but not an object. Write it like { "name": "value" }.'],
    [{ type: "array" }, "{", 'This is not JSON. Write it like ["a", "b"].'],
  ])("names what is wrong: %j with %s", (change, draft, words) => {
    expect(readDrafts({ field: param(change) }, { field: draft })).toEqual({ ok: false, errors: { field: words } });
  });
});
