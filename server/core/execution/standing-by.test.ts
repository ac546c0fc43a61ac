import { describe, expect, test } from "vitest";
import { planOf, type StepSketch } from "./testing/plan-of";
import { Walk } from "./testing/walk";

const AGAIN = { maxAttempts: 2, initialDelayMs: 1_000, backoffFactor: 2, maxDelayMs: 60_000, jitter: false };

function withBackup(rest: Partial<StepSketch> = {}, more: StepSketch[] = []): Walk {
  return new Walk(
    planOf([
      { id: "main", errorPolicy: "alternative", alternative: 1, ...rest },
      {
        id: "backup",
        role: "alternative",
        serves: [0],
        after: [["main", "failure"]],
        parameters: { why: "{{ errors.main.message }}" },
      },
      { id: "use", after: ["main"], when: "main == 1" },
      { id: "alarm", after: [["main", "failure"]] },
      ...more,
    ]),
  ).claim();
}

describe("an alternative", () => {
  test("stands in: its result is the failed step's, what waits for the success goes on, what waits for the failure does not", () => {
    const it = withBackup().fail("main");
    expect(it.statuses).toEqual({ main: "failed", backup: "running", use: "pending", alarm: "pending" });
    it.succeed("backup", 1);
    expect(it.statuses).toEqual({ main: "failed", backup: "succeeded", use: "running", alarm: "skipped" });
    it.succeed("use");
    expect(it.state).toMatchObject({ status: "succeeded", withErrors: true });
  });
  test("runs only after the attempts are used up", () => {
    const it = withBackup({ retry: AGAIN }).fail("main", { retryable: true });
    expect(it.statuses.backup).toBe("pending");
    it.advance(1_000).timer("main").fail("main", { retryable: true });
    expect(it.statuses.backup).toBe("running");
  });
  test("that is not needed is skipped and says so", () => {
    const it = withBackup().succeed("main", 2);
    expect(it.step("backup").reason?.code).toBe("not_needed");
    expect(it.state.status).toBe("succeeded");
  });
  test("that fails too leaves the failure to those who wait for it", () => {
    const it = withBackup().fail("main").fail("backup");
    expect(it.statuses).toMatchObject({ use: "skipped", alarm: "running" });
  });
  test("that fails too ends the execution when nobody does", () => {
    const plan = planOf([
      { id: "main", errorPolicy: "alternative", alternative: 1 },
      { id: "backup", role: "alternative", serves: [0], after: [["main", "failure"]] },
      { id: "use", after: ["main"] },
    ]);
    const it = new Walk(plan).claim().fail("main", { message: "down" }).fail("backup");
    expect(it.state).toMatchObject({ status: "failed", reason: { message: 'Step "main" failed: down' } });
  });
  test("serves several steps and runs once", () => {
    const plan = planOf([
      { id: "a", errorPolicy: "alternative", alternative: 2 },
      { id: "b", after: [], errorPolicy: "alternative", alternative: 2 },
      {
        id: "both",
        role: "alternative",
        serves: [0, 1],
        after: [
          ["a", "failure"],
          ["b", "failure"],
        ],
      },
      { id: "end", after: ["a", "b"] },
    ]);
    const it = new Walk(plan).claim().fail("a").succeed("both", "x").fail("b");
    expect(it.asked.filter((one) => one.startsWith("run both"))).toHaveLength(1);
    expect(it.statuses.end).toBe("running");
  });
  test("waits for the resume when the step fails while paused", () => {
    const it = withBackup().pause().fail("main");
    expect(it.statuses.backup).toBe("pending");
    expect(it.resume().statuses.backup).toBe("running");
  });
});

/** a and b can be undone; c fails. */
function saga(rest: Partial<StepSketch> = {}): Walk {
  return new Walk(
    planOf([
      { id: "a", compensate: 3, errorPolicy: "rollback" },
      { id: "b", after: [], compensate: 4, errorPolicy: "rollback" },
      { id: "c", after: ["a", "b"], errorPolicy: "rollback", ...rest },
      { id: "undo-a", role: "compensation", serves: [0], after: ["a"], rerun: "never" },
      { id: "undo-b", role: "compensation", serves: [1], after: ["b"], retry: AGAIN },
      { id: "d", after: ["c"] },
    ]),
  ).claim();
}

describe("a rollback", () => {
  test("undoes what had succeeded, the last end first, one after the other, and then the execution has failed", () => {
    const it = saga().advance(1).succeed("b").advance(1).succeed("a").fail("c", { message: "no luck" });
    expect(it.asked.at(-1)).toBe("run undo-a 1");
    it.succeed("undo-a", "undone a");
    expect(it.asked.at(-1)).toBe("run undo-b 1");
    it.succeed("undo-b");
    expect(it.state).toMatchObject({
      ...{
        status: "failed",
        reason: { code: "rolled_back", message: 'Step "c" failed: no luck. 2 steps were undone.' },
      },
    });
    expect(it.statuses.d).toBe("skipped");
    expect(it.step("undo-a").result).toBe("undone a");
  });
  test("undoes only what had succeeded", () => {
    const it = saga().succeed("a").fail("b");
    expect(it.asked.at(-1)).toBe("run undo-a 1");
    it.succeed("undo-a");
    expect(it.statuses["undo-b"]).toBe("skipped");
    expect(it.state.reason?.message).toContain("1 step was undone.");
  });
  test("with nothing to undo says so", () => {
    const it = saga().fail("a");
    it.stopped("b");
    expect(it.state.reason).toMatchObject({ code: "rolled_back" });
    expect(it.state.reason?.message).toContain("There was nothing to undo.");
  });
  test("goes on when a compensation fails, and tells at the end", () => {
    const it = saga().succeed("a").advance(1).succeed("b").fail("c").fail("undo-b").succeed("undo-a");
    expect(it.state.reason).toMatchObject({ code: "rollback_failed" });
    expect(it.state.reason?.message).toContain("Of 2 steps 1 could not be undone.");
  });
  test("tries a compensation again as its retry says", () => {
    const it = saga().succeed("a").advance(1).succeed("b").fail("c").fail("undo-b", { retryable: true });
    expect(it.step("undo-b").status).toBe("waiting");
    it.advance(1_000).timer("undo-b");
    expect(it.step("undo-b").status).toBe("running");
  });
  test("goes on after a crash, and a compensation that may not run twice has failed", () => {
    const it = saga().succeed("b").advance(1).succeed("a").fail("c").claim();
    expect(it.step("undo-a")).toMatchObject({ status: "failed", reason: { code: "interrupted" } });
    expect(it.asked.at(-1)).toBe("run undo-b 1");
  });
  test("can be canceled: what has been undone stays so", () => {
    const it = saga().succeed("b").advance(1).succeed("a").fail("c").succeed("undo-a").cancel();
    it.stopped("undo-b");
    expect(it.state.status).toBe("canceled");
    expect(it.statuses).toMatchObject({ "undo-a": "succeeded", "undo-b": "canceled" });
  });
  test("is not cut short by the time limit of the execution", () => {
    const it = saga().succeed("b").succeed("a").fail("c").deadline();
    expect(it.state.ending?.rollback).toBe(true);
  });
  test("that begins while paused waits for the resume", () => {
    const it = saga().succeed("a").pause().fail("b");
    expect(it.statuses["undo-a"]).toBe("pending");
    expect(it.resume().statuses["undo-a"]).toBe("running");
  });
  test("does not come of a failure that is handled", () => {
    const plan = planOf([
      { id: "a", compensate: 2, errorPolicy: "rollback" },
      { id: "b", errorPolicy: "rollback" },
      { id: "undo", role: "compensation", serves: [0], after: ["a"] },
      { id: "c", after: [["b", "always"]] },
    ]);
    const it = new Walk(plan).claim().succeed("a").fail("b").succeed("c");
    expect(it.state).toMatchObject({ status: "succeeded", withErrors: true });
    expect(it.step("undo").reason?.code).toBe("not_needed");
  });
});
