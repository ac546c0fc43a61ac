import { expect, test } from "vitest";
import { fieldsOf } from "./prompt";

test("fields come in the order of the definition; what it does not name comes last", () => {
  const answers = { a: { type: "string" }, b: { type: "string" }, late: { type: "string" } };
  expect(Object.keys(fieldsOf({ answers, order: ["b", "a"] }))).toEqual(["b", "a", "late"]);
  expect(fieldsOf({})).toEqual({});
});
