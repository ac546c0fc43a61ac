import { expect, it } from "vitest";
import { planOf } from "../plan/testing/chain-text";
import { type Fixed, givenEnds } from "./given-ends";

const plan = planOf(
  [
    'id: check, error_policy: continue, next: [{ when: "check > params.limit", goto: many }, { when: "check < 0", goto: end }, { goto: one }]',
    "id: many",
    "id: one",
    'id: other, next: [{ when: "check == 3", goto: last }, { goto: end }]',
    "id: last",
  ],
  "params: { limit: { type: integer, default: 1 } }\n",
);
const at = (id: string) => plan.steps.findIndex((step) => step.id === id);
const facts = { id: "x", origin: "manual", userId: null, chainId: null, params: { limit: 1 }, createdAt: 5 };
const value = (value: number): Fixed => ({ type: "result", value });
const failure = (code: "tool_error" | "timeout"): Fixed => ({
  type: "error",
  error: { code, message: "no", retryable: false },
});

function ends(fixed: Record<string, Fixed>, skipped: string[] = []): unknown {
  const given = new Map(Object.entries(fixed).map(([id, one]) => [at(id), one]));
  const answer = givenEnds(plan, facts, given, new Set(skipped.map(at)));
  if ("problem" in answer) return `${plan.steps[answer.step]?.id}: ${answer.problem}`;
  return Object.fromEntries(
    [...answer.ends].map(([index, { status, taken, reason }]) => [
      plan.steps[index]?.id,
      [status, taken, reason?.code ?? null],
    ]),
  );
}

it.each<[string, Record<string, Fixed>, string[], unknown]>([
  ["a result takes its way", { check: value(2) }, [], { check: ["succeeded", 0, null] }],
  ["the way that is left", { check: value(1) }, [], { check: ["succeeded", 2, null] }],
  [
    "results above count for a choice",
    { check: value(3), other: value(0) },
    [],
    { check: ["succeeded", 0, null], other: ["succeeded", 0, null] },
  ],
  ["a way to the end is no test", { check: value(-1) }, [], "check: With its fixed result the chain ends after it."],
  ["an error", { one: failure("tool_error") }, [], { one: ["failed", null, "tool_error"] }],
  ["a time limit", { one: failure("timeout") }, [], { one: ["timed_out", null, "timeout"] }],
  [
    "what goes on in spite of an error chooses too",
    { check: failure("tool_error") },
    [],
    { check: ["failed", 2, "tool_error"] },
  ],
  ["what is no part", {}, ["one"], { one: ["skipped", null, "not_needed"] }],
])("%s", (_, fixed, skipped, expected) => {
  expect(ends(fixed, skipped)).toEqual(expected);
});
