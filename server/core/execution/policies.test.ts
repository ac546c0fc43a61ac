import { describe, expect, test } from "vitest";
import type { RetryPolicy } from "../plan/plan";
import { failureStatus, isHandled, retryDelay } from "./policies";
import { planOf, type StepSketch } from "./testing/plan-of";
import { BROKEN, Walk } from "./testing/walk";

const policy: RetryPolicy = {
  maxAttempts: 5,
  initialDelayMs: 5_000,
  backoffFactor: 2,
  maxDelayMs: 30_000,
  jitter: false,
};
const busy = { ...BROKEN, retryable: true };

describe("the wait before the next attempt", () => {
  test("grows by the factor up to the limit, and ends with the attempts", () => {
    const delays = [1, 2, 3, 4, 5, 6].map((failures) => retryDelay(policy, busy, failures, 0.9));
    expect(delays).toEqual([5_000, 10_000, 20_000, 30_000, null, null]);
  });
  test("with jitter is drawn between nothing and the whole delay", () => {
    const drawn = [0, 0.25, 0.999].map((random) => retryDelay({ ...policy, jitter: true }, busy, 2, random));
    expect(drawn).toEqual([0, 2_500, 9_990]);
  });
  test("does not exist for an error that trying again cannot mend", () => {
    expect(retryDelay(policy, BROKEN, 1, 0)).toBeNull();
  });
  test("stays finite for a factor that explodes", () => {
    expect(retryDelay({ ...policy, maxAttempts: 2_000, backoffFactor: 10 }, busy, 1_500, 0)).toBe(30_000);
  });
});

test("a timeout ends a step as timed out, everything else as failed", () => {
  expect(failureStatus({ ...BROKEN, code: "timeout" })).toBe("timed_out");
  for (const code of ["tool_error", "invalid_input", "invalid_output", "template_error", "interrupted"] as const) {
    expect(failureStatus({ ...BROKEN, code })).toBe("failed");
  }
});

describe("a failure of the first step", () => {
  test.each<[string, boolean, Partial<StepSketch>, StepSketch[]]>([
    ["nobody looks at it", false, {}, []],
    ["the next needs its success", false, {}, [{ id: "b" }]],
    ["its policy is continue", true, { errorPolicy: "continue" }, [{ id: "b" }]],
    ["a step runs on failure", true, {}, [{ id: "b", after: [["a", "failure"]] }]],
    ["a step runs always", true, {}, [{ id: "b", after: [["a", "always"]] }]],
    ["a step joins with all_done", true, {}, [{ id: "b", join: "all_done" }]],
    ["a step joins with any_succeeded", false, {}, [{ id: "b", join: "any_succeeded" }]],
    ["a step joins with none_failed", false, {}, [{ id: "b", join: "none_failed" }]],
    ["only a step further down joins with all_done", false, {}, [{ id: "b" }, { id: "c", join: "all_done" }]],
    [
      "another step's failure is looked at",
      false,
      {},
      [
        { id: "x", after: [] },
        { id: "c", after: ["a", ["x", "failure"]] },
      ],
    ],
  ])("%s: handled %s", (_, handled, first, rest) => {
    const plan = planOf([{ id: "a", ...first }, ...rest]);
    expect(isHandled(plan, new Walk(plan).state.steps, 0)).toBe(handled);
    const walk = new Walk(plan).claim().fail("a");
    expect(walk.state.ending === null && walk.state.status !== "failed").toBe(handled);
    if (handled) expect(walk.state.withErrors).toBe(true);
  });
});

test("a failure under continue leaves null as result and its error in the context of the next", () => {
  const plan = planOf([
    { id: "a", errorPolicy: "continue" },
    { id: "b", when: 'a == nil and errors.a.code == "tool_error"' },
  ]);
  const walk = new Walk(plan).claim().fail("a").succeed("b");
  expect(walk.state).toMatchObject({ status: "succeeded", withErrors: true });
});

test("attempts that are used up behave as the step's policy says", () => {
  const retry = { ...policy, maxAttempts: 2 };
  const walk = new Walk(planOf([{ id: "a", retry, errorPolicy: "continue" }, { id: "b" }])).claim();
  walk.fail("a", busy).advance(5_000).timer("a").fail("a", busy);
  expect(walk.statuses).toEqual({ a: "failed", b: "running" });
  expect(walk.step("a")).toMatchObject({ failures: 2, reason: { code: "tool_error", message: "It broke." } });
});

test("a timeout is retried like any failure that can be mended", () => {
  const walk = new Walk(planOf([{ id: "a", retry: policy }])).claim();
  walk.fail("a", { code: "timeout", message: "It took longer than its 1 s.", retryable: true });
  expect(walk.step("a")).toMatchObject({ status: "waiting", reason: { code: "retry_backoff" } });
});
