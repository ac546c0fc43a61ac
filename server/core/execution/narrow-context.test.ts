import { expect, test } from "vitest";
import { contextOf } from "./context";
import { contextWith } from "./narrow-context";
import { queuedState } from "./state";
import { planOf } from "./testing/plan-of";

const plan = planOf([
  { id: "first", outputKey: "found" },
  { id: "second" },
  { id: "quiet", pass: { result: false, files: true, browser: true } },
  { id: "last" },
]);
const facts = { id: "e", origin: "manual", userId: null, chainId: null, params: { a: 1 }, createdAt: 1 };
const queued = queuedState(plan, facts);
const state = {
  ...queued,
  steps: queued.steps.map((step, index) =>
    index < 3 ? { ...step, status: "succeeded" as const, result: `result ${index}`, endedAt: 2 } : step,
  ),
};
const at = 3;
const here = { step: 3 };

test("each name means what it means in the whole context", () => {
  const whole = contextOf(plan, state, here, at);
  for (const name of ["found", "first", "second", "quiet", "last"]) {
    expect(contextWith([name], plan, state, here, at)).toEqual({ [name]: whole[name] });
  }
});

test("the whole context is there when a name is no result, and when no names are given", () => {
  const whole = contextOf(plan, state, here, at);
  for (const names of [["params"], ["found", "steps"], ["nothing"], undefined]) {
    expect(contextWith(names, plan, state, here, at)).toEqual(whole);
  }
});
