import { expect, test } from "vitest";
import { patternProblem, resolveParams } from "./params";
import type { PlanParam } from "./plan";

const params: Record<string, PlanParam> = {
  base_url: { type: "string", required: true, pattern: "^https?://" },
  limit: { type: "integer", required: false, default: 3, minimum: 1, maximum: 20 },
  kind: { type: "string", required: false, enum: ["a", "b"] },
};

test("fills in defaults and null, and keeps what fits", () => {
  expect(resolveParams(params, { base_url: "http://a" })).toEqual({
    ok: true,
    params: { base_url: "http://a", limit: 3, kind: null },
  });
});

test("all problems come at once", () => {
  expect(resolveParams(params, { limt: 3, limit: 2.5, kind: "c" })).toEqual({
    ok: false,
    problems: [
      {
        param: "limt",
        message: 'There is no parameter "limt". The chain has "base_url", "limit", "kind". Did you mean "limit"?',
      },
      { param: "base_url", message: 'The parameter "base_url" is required.' },
      { param: "limit", message: 'The parameter "limit" must be a whole number, not the number 2.5.' },
      { param: "kind", message: 'The parameter "kind" must be one of "a", "b".' },
    ],
  });
});

test.each([
  ["^https?://", true],
  ["^[a-z]+-[0-9]{2,4}$", true],
  ["^[^@]+@[^@]+$", true],
  ["^(foo|bar)$", true],
  ["(a+)+$", false],
  ["^(a|a)*$", false],
  ["^(.*)\\1$", false],
  ["a*a*a*a*b", false],
  ["(", false],
])("the pattern %s is allowed: %s", (pattern, allowed) => {
  expect(patternProblem(pattern) === null).toBe(allowed);
});
