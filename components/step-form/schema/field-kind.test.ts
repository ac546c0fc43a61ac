import { expect, test } from "vitest";
import type { JsonValue } from "@/server/core/json";
import { parseAny, showAny } from "./any-value";
import { fieldKind, variantOf } from "./field-kind";

const kindOf = (schema: Parameters<typeof fieldKind>[0]["schema"], key = "x") =>
  fieldKind({ schema, root: schema }, key);

test("each schema gets the control that fits it", () => {
  expect(kindOf({ type: "string" })).toEqual({ kind: "text", long: false });
  expect(kindOf({ type: "string" }, "body")).toEqual({ kind: "text", long: true });
  expect(kindOf({ type: "integer" })).toEqual({ kind: "number", whole: true });
  expect(kindOf({ enum: ["a", "b"], type: "string" })).toEqual({ kind: "choice", options: ["a", "b"] });
  expect(kindOf({ type: "object", properties: { a: {} } }).kind).toBe("object");
  expect(kindOf({ type: "object", properties: { a: {}, b: {} }, maxProperties: 1 }).kind).toBe("one-key");
  expect(kindOf({ type: "object", additionalProperties: { type: "string" } }).kind).toBe("record");
  expect(kindOf({ type: ["string", "number", "boolean"] }).kind).toBe("any");
  expect(kindOf({}).kind).toBe("any");
});

test("a union is a choice of shapes, and null is none of them", () => {
  const union = kindOf({ anyOf: [{ type: "string" }, { type: "object", properties: { css: { type: "string" } } }] });
  expect(union.kind).toBe("union");
  if (union.kind === "union") {
    expect(variantOf(union.variants, { css: "a" })).toBe(1);
    expect(variantOf(union.variants, "a")).toBe(0);
  }
  expect(kindOf({ anyOf: [{ type: "string" }, { type: "null" }] }).kind).toBe("text");
});

test("any value survives being shown and read again", () => {
  const values: JsonValue[] = ["text", "12", "true", "null", "{a", 12, true, null, [1, "a"], { a: 1 }, '"q"', " x"];
  for (const value of values) expect(parseAny(showAny(value))).toEqual(value);
});
