import { describe, expect, test } from "vitest";
import { planOf, type StepSketch } from "./testing/plan-of";
import { Walk } from "./testing/walk";

/** a goes to b when its result is 1, to c when it is 2, and else to the end; d merges. */
const next = [
  { when: "a == 1", goto: 1 },
  { when: "a == 2", goto: 2 },
  { when: null, goto: "end" as const },
];
const branching = (rest: Partial<StepSketch> = {}) =>
  new Walk(
    planOf([
      { id: "a", next, ...rest },
      { id: "b", after: [["a", "success", [0]]] },
      { id: "c", after: [["a", "success", [1]]] },
      { id: "d", after: ["b", "c"], join: "none_failed" },
    ]),
  ).claim();

test("the first case that holds is taken; the other targets are skipped, and the branches merge", () => {
  const it = branching().succeed("a", 2);
  expect(it.statuses).toEqual({ a: "succeeded", b: "skipped", c: "running", d: "pending" });
  expect(it.step("b").reason).toEqual({ code: "branch_not_taken", message: '"a" went to "c".' });
  expect(it.transitions.find((entry) => entry.kind === "step.succeeded")?.data).toMatchObject({
    branch: { case: 1, goto: "c", message: 'Goes to "c": a == 2 holds.' },
  });
  it.succeed("c");
  expect(it.statuses.d).toBe("running");
});

test("the default to the end skips what is open and ends as succeeded", () => {
  const it = branching().succeed("a", 3);
  expect(it.statuses).toEqual({ a: "succeeded", b: "skipped", c: "skipped", d: "skipped" });
  expect(it.step("b").reason).toEqual({ code: "execution_stopped", message: '"a" went to the end.' });
  expect(it.state).toMatchObject({ status: "succeeded", reason: null });
});

test("an end in one branch stops what runs beside it", () => {
  const it = new Walk(
    planOf([
      { id: "a", next: [{ when: null, goto: "end" }] },
      { id: "b", after: [] },
    ]),
  ).claim();
  it.succeed("a");
  expect(it.asked.at(-1)).toBe("stop b 1");
  expect(it.state.status).toBe("running");
  it.stopped("b");
  expect(it.state.status).toBe("succeeded");
  expect(it.statuses.b).toBe("canceled");
});

test("an end while paused waits for the resume", () => {
  const it = branching().pause().succeed("a", 3);
  expect(it.state.status).toBe("paused");
  expect(it.resume().state.status).toBe("succeeded");
});

test("without a match the chain goes on to nothing", () => {
  const it = branching({ next: next.slice(0, 2) }).succeed("a", 3);
  expect(it.step("b").reason).toEqual({ code: "branch_not_taken", message: 'No case of "a" matched.' });
  expect(it.state.status).toBe("succeeded");
});

test("a way that leads elsewhere too is taken by the other one", () => {
  const it = new Walk(
    planOf([
      {
        id: "a",
        next: [
          { when: "a == 1", goto: 1 },
          { when: null, goto: 2 },
        ],
      },
      { id: "b", after: [["a", "success", [0]]] },
      { id: "c", after: [["a", "success", [1]], "b"], join: "none_failed" },
    ]),
  ).claim();
  it.succeed("a", 1).succeed("b");
  expect(it.statuses.c).toBe("running");
});

describe("a step that did not succeed", () => {
  test("under continue chooses with null as its result", () => {
    const it = branching({
      errorPolicy: "continue",
      next: [
        { when: "a == nil", goto: 1 },
        { when: null, goto: 2 },
      ],
    });
    it.fail("a");
    expect(it.statuses).toMatchObject({ a: "failed", b: "running", c: "skipped" });
  });
  test("takes no way when its failure is not handled", () => {
    const it = branching().fail("a");
    expect(it.step("a").taken).toBeNull();
    expect(it.state.status).toBe("failed");
  });
  test("leaves the choice to the one that stands in for it, however far up", () => {
    const it = new Walk(
      planOf([
        { id: "a", errorPolicy: "alternative", alternative: 1, next: [{ when: "a == 7", goto: 3 }] },
        {
          id: "x",
          role: "alternative",
          serves: [0],
          after: [["a", "failure"]],
          errorPolicy: "alternative",
          alternative: 2,
        },
        { id: "y", role: "alternative", serves: [1], after: [["x", "failure"]] },
        { id: "b", after: [["a", "success", [0]]] },
      ]),
    ).claim();
    it.fail("a").fail("x").succeed("y", 7);
    expect(it.statuses.b).toBe("running");
  });
});

test("a `next` that cannot be evaluated fails the step, whatever it had done", () => {
  const it = branching({ next: [{ when: "nothing.like == 1", goto: 1 }] }).succeed("a", 1);
  expect(it.step("a")).toMatchObject({ status: "failed", reason: { code: "template_error" } });
  expect(it.step("a").reason?.message).toContain("Its `next` could not be evaluated");
});
