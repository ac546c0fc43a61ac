import { describe, expect, test } from "vitest";
import type { EdgeCondition, Join } from "../plan/plan";
import type { StepStatus } from "./states";
import { planOf } from "./testing/plan-of";
import { Walk } from "./testing/walk";

type End = "succeeded" | "failed" | "timed_out" | "skipped";
type Answer = "runs" | "dependency_failed" | "dependency_skipped" | "branch_not_taken";

/** Two steps end as said, both handled; a third depends on both by edges of one kind. The table says what becomes of it. */
function outcome(join: Join, on: EdgeCondition, ends: [End, End], policy: "stop" | "continue" = "stop"): Answer {
  const first = { after: [], errorPolicy: policy };
  const guard = { after: [["a", "always"] as [string, EdgeCondition], ["b", "always"] as [string, EdgeCondition]] };
  const plan = planOf([
    { id: "a", ...first, when: ends[0] === "skipped" ? "params.never" : null },
    { id: "b", ...first, when: ends[1] === "skipped" ? "params.never" : null },
    { id: "guard", ...guard, trigger: "manual" },
    { id: "it", join, after: [["a", on] as [string, EdgeCondition], ["b", on] as [string, EdgeCondition]] },
  ]);
  const walk = new Walk(plan, { never: false }).claim();
  for (const [id, end] of [["a", ends[0]] as const, ["b", ends[1]] as const]) {
    if (end === "succeeded") walk.succeed(id);
    if (end === "failed") walk.fail(id);
    if (end === "timed_out") walk.fail(id, { code: "timeout" });
  }
  const { status, reason } = walk.step("it");
  return status === "running" ? "runs" : (reason?.code as Answer);
}

const RUNS = "runs";
const FAILED = "dependency_failed";
const SKIPPED = "dependency_skipped";
const NOT_TAKEN = "branch_not_taken";

describe("joins x edges x ends", () => {
  test.each<[Join, EdgeCondition, End, End, Answer]>([
    ["all_succeeded", "success", "succeeded", "succeeded", RUNS],
    ["all_succeeded", "success", "succeeded", "failed", FAILED],
    ["all_succeeded", "success", "succeeded", "timed_out", FAILED],
    ["all_succeeded", "success", "succeeded", "skipped", SKIPPED],
    ["all_succeeded", "success", "failed", "skipped", FAILED],
    ["all_succeeded", "success", "skipped", "skipped", SKIPPED],
    ["all_succeeded", "failure", "failed", "timed_out", RUNS],
    ["all_succeeded", "failure", "succeeded", "failed", NOT_TAKEN],
    ["all_succeeded", "failure", "succeeded", "succeeded", NOT_TAKEN],
    ["all_succeeded", "failure", "skipped", "failed", SKIPPED],
    ["all_succeeded", "always", "succeeded", "failed", RUNS],
    ["all_succeeded", "always", "skipped", "skipped", RUNS],
    ["any_succeeded", "success", "succeeded", "failed", RUNS],
    ["any_succeeded", "success", "failed", "succeeded", RUNS],
    ["any_succeeded", "success", "skipped", "succeeded", RUNS],
    ["any_succeeded", "success", "failed", "failed", FAILED],
    ["any_succeeded", "success", "skipped", "skipped", SKIPPED],
    ["any_succeeded", "failure", "succeeded", "failed", RUNS],
    ["any_succeeded", "failure", "succeeded", "succeeded", NOT_TAKEN],
    ["any_succeeded", "always", "skipped", "failed", RUNS],
    ["all_done", "success", "succeeded", "succeeded", RUNS],
    ["all_done", "success", "failed", "skipped", RUNS],
    ["all_done", "failure", "succeeded", "succeeded", RUNS],
    ["all_done", "always", "timed_out", "skipped", RUNS],
    ["none_failed", "success", "succeeded", "succeeded", RUNS],
    ["none_failed", "success", "succeeded", "skipped", RUNS],
    ["none_failed", "success", "skipped", "skipped", SKIPPED],
    ["none_failed", "success", "succeeded", "failed", FAILED],
    ["none_failed", "always", "succeeded", "timed_out", FAILED],
    ["none_failed", "failure", "succeeded", "succeeded", RUNS],
  ])("%s, on: %s, %s and %s: %s", (join, on, first, second, answer) => {
    expect(outcome(join, on, [first, second])).toBe(answer);
  });

  test.each<[Join, EdgeCondition, End, End, Answer]>([
    ["all_succeeded", "success", "succeeded", "failed", RUNS],
    ["all_succeeded", "success", "timed_out", "failed", RUNS],
    ["all_succeeded", "success", "failed", "skipped", SKIPPED],
    ["any_succeeded", "success", "skipped", "failed", RUNS],
    ["all_succeeded", "failure", "failed", "failed", RUNS],
    ["none_failed", "success", "succeeded", "failed", FAILED],
  ])("under continue: %s, on: %s, %s and %s: %s", (join, on, first, second, answer) => {
    expect(outcome(join, on, [first, second], "continue")).toBe(answer);
  });
});

test("any_succeeded starts as soon as one did, every other join waits for all", () => {
  const statusWith = (join: Join): StepStatus => {
    const plan = planOf([{ id: "a" }, { id: "b", after: [] }, { id: "it", join, after: ["a", "b"] }]);
    return new Walk(plan).claim().succeed("a").step("it").status;
  };
  expect(statusWith("any_succeeded")).toBe("running");
  expect(statusWith("all_succeeded")).toBe("pending");
  expect(statusWith("all_done")).toBe("pending");
  expect(statusWith("none_failed")).toBe("pending");
});

test("any_succeeded does not start a second time when another dependency ends", () => {
  const plan = planOf([{ id: "a" }, { id: "b", after: [] }, { id: "it", join: "any_succeeded", after: ["a", "b"] }]);
  const walk = new Walk(plan).claim().succeed("a").succeed("b").succeed("it");
  expect(walk.kinds.filter((kind) => kind === "it running")).toHaveLength(1);
  expect(walk.state.status).toBe("succeeded");
});

test("a skip names the step that is to blame", () => {
  const plan = planOf([
    { id: "a", name: "Ask", errorPolicy: "continue" },
    { id: "rescue", after: [["a", "failure"]] },
    { id: "tidy", after: [["rescue", "failure"]] },
  ]);
  const walk = new Walk(plan).claim().succeed("a");
  expect(walk.step("rescue").reason).toEqual({ code: "branch_not_taken", message: 'Runs only when "Ask" fails.' });
  expect(walk.step("tidy").reason).toEqual({ code: "dependency_skipped", message: '"rescue" was skipped.' });
});
