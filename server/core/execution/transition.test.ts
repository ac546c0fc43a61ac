import { describe, expect, test } from "vitest";
import { EXECUTION_TRANSITIONS, STEP_TRANSITIONS } from "./states";
import { planOf, type StepSketch } from "./testing/plan-of";
import { Walk } from "./testing/walk";

const retry = { maxAttempts: 3, initialDelayMs: 1_000, backoffFactor: 2, maxDelayMs: 60_000, jitter: false };
const walk = (steps: StepSketch[], rest: Parameters<typeof planOf>[1] = {}) => new Walk(planOf(steps, rest));

/** Each plays one story, checks where it ends, and gives the walk back: its rows count as exercised. */
const SCENARIOS: Record<string, () => Walk> = {
  "a sequence succeeds step by step"() {
    const it = walk([{ id: "a" }, { id: "b" }]).claim();
    expect(it.statuses).toEqual({ a: "running", b: "pending" });
    it.advance(5).succeed("a", { n: 1 });
    expect(it.effects).toEqual([
      { type: "run-step", step: 0, attempt: 1 },
      { type: "run-step", step: 1, attempt: 1 },
    ]);
    it.succeed("b");
    expect(it.kinds).toEqual([
      ...["execution.running", "a running", "a succeeded", "b running", "b succeeded", "execution.succeeded"],
    ]);
    expect(it.step("a")).toMatchObject({ result: { n: 1 }, startedAt: it.at - 5, endedAt: it.at, reason: null });
    expect(it.state).toMatchObject({ status: "succeeded", withErrors: false, reason: null, open: 0, running: 0 });
    return it;
  },
  "an unhandled failure stops what runs and skips what is open"() {
    const it = walk([{ id: "a" }, { id: "b", after: [] }, { id: "c", after: ["a", "b"] }]).claim();
    it.fail("a", { message: "no such page" });
    expect(it.state.status).toBe("running");
    expect(it.effects.at(-1)).toEqual({ type: "stop-step", step: 1, attempt: 1 });
    it.stopped("b");
    expect(it.statuses).toEqual({ a: "failed", b: "canceled", c: "skipped" });
    expect(it.step("b").reason?.code).toBe("execution_stopped");
    expect(it.step("c").reason).toEqual({
      ...{ code: "execution_stopped", message: "The execution had failed before its turn." },
    });
    expect(it.state).toMatchObject({
      ...{ status: "failed", reason: { code: "step_failed", message: 'Step "a" failed: no such page' } },
    });
    return it;
  },
  "a timeout for good is an end of its own"() {
    const it = walk([{ id: "a" }])
      .claim()
      .fail("a", { code: "timeout", message: "It took longer than its 5 s." });
    expect(it.step("a")).toMatchObject({ status: "timed_out", reason: { code: "timeout" } });
    expect(it.state.reason?.message).toBe('Step "a" failed: It took longer than its 5 s.');
    return it;
  },
  "a retry waits, runs again, and says both"() {
    const it = walk([{ id: "a", retry }])
      .claim()
      .fail("a", { retryable: true, message: "busy" });
    expect(it.step("a")).toMatchObject({ status: "waiting", wakeAt: it.at + 1_000, failures: 1, endedAt: null });
    expect(it.step("a").reason).toEqual({
      ...{ code: "retry_backoff", message: "Attempt 1 of 3 failed: busy. The next starts in 1 s." },
    });
    expect(it.effects.at(-1)).toEqual({ type: "start-timer", step: 0, wakeAt: it.at + 1_000, kind: "wake" });
    it.advance(1_000).timer("a");
    expect(it.step("a")).toMatchObject({ status: "running", attempt: 2, reason: null, wakeAt: null });
    it.fail("a", { retryable: true, message: "Still busy!" });
    expect(it.step("a").reason?.message).toBe("Attempt 2 of 3 failed: Still busy! The next starts in 2 s.");
    it.advance(2_000).timer("a").succeed("a", "done");
    expect(it.step("a")).toMatchObject({ status: "succeeded", attempt: 3, error: null, result: "done" });
    return it;
  },
  "a timer that fires early changes nothing; in time the step succeeds with its result"() {
    const it = walk([{ id: "a" }, { id: "b" }])
      .claim()
      .suspend("a", 60_000, { waited: true });
    expect(it.step("a")).toMatchObject({ status: "waiting", reason: { code: "timer", message: "Waits." } });
    const before = it.state;
    expect(it.advance(59_999).timer("a").state).toBe(before);
    it.advance(1).timer("a");
    expect(it.statuses).toEqual({ a: "succeeded", b: "running" });
    expect(it.step("a").result).toEqual({ waited: true });
    return it;
  },
  "a manual step waits for a person"() {
    const it = walk([{ id: "a", trigger: "manual" }]).claim();
    expect(it.step("a")).toMatchObject({ status: "waiting", attempt: 0, reason: { code: "manual_trigger" } });
    expect(it.effects).toEqual([]);
    it.timer("a");
    expect(it.step("a").status).toBe("waiting");
    it.goOn("a").succeed("a");
    expect(it.state.status).toBe("succeeded");
    return it;
  },
  "a false condition skips, and so does what follows"() {
    const it = walk([{ id: "a" }, { id: "b", when: "a.n > 3" }, { id: "c" }])
      .claim()
      .succeed("a", { n: 3 });
    expect(it.statuses).toEqual({ a: "succeeded", b: "skipped", c: "skipped" });
    expect(it.step("b").reason).toEqual({ code: "condition_false", message: "Its condition is false: a.n > 3" });
    expect(it.step("c").reason).toEqual({ code: "dependency_skipped", message: '"b" was skipped.' });
    expect(it.state).toMatchObject({ status: "succeeded", withErrors: false });
    return it;
  },
  "a condition that cannot be evaluated fails its step"() {
    const it = walk([{ id: "a", when: "nothing.there == 1" }]).claim();
    expect(it.step("a")).toMatchObject({ status: "failed", attempt: 0, error: { code: "template_error" } });
    expect(it.state).toMatchObject({ status: "failed", reason: { code: "step_failed" } });
    return it;
  },
  "a condition that cannot be evaluated is handled like any failure"() {
    const it = walk([{ id: "a", when: "nothing.there == 1", errorPolicy: "continue" }, { id: "b" }]).claim();
    it.succeed("b");
    expect(it.state).toMatchObject({ status: "succeeded", withErrors: true });
    return it;
  },
  "pause lets what runs end and starts nothing; resume goes on"() {
    const it = walk([{ id: "a" }, { id: "b" }])
      .claim()
      .pause()
      .succeed("a");
    expect(it.state.status).toBe("paused");
    expect(it.statuses).toEqual({ a: "succeeded", b: "pending" });
    it.resume();
    expect(it.statuses.b).toBe("running");
    return it;
  },
  "what falls due while paused is queued until resume"() {
    const it = walk([
      { id: "a", retry },
      { id: "m", trigger: "manual", after: [] },
    ]).claim();
    it.fail("a", { retryable: true }).pause().advance(1_000).timer("a").goOn("m");
    expect(it.statuses).toEqual({ a: "queued", m: "queued" });
    it.resume();
    expect(it.statuses).toEqual({ a: "running", m: "running" });
    expect(it.step("a").attempt).toBe(2);
    return it;
  },
  "the last end while paused ends the execution at resume"() {
    const it = walk([{ id: "a" }])
      .claim()
      .pause()
      .succeed("a");
    expect(it.state.status).toBe("paused");
    expect(it.resume().state.status).toBe("succeeded");
    return it;
  },
  "a failure while paused ends the execution"() {
    const it = walk([{ id: "a" }, { id: "b" }])
      .claim()
      .pause()
      .fail("a");
    expect(it.state).toMatchObject({ status: "failed", reason: { code: "step_failed" } });
    return it;
  },
  "cancel before the first claim"() {
    const it = walk([{ id: "a" }, { id: "b" }]).cancel("not needed");
    expect(it.state).toMatchObject({
      ...{ status: "canceled", startedAt: null, reason: { message: "Canceled: not needed" } },
    });
    expect(it.step("b").reason).toEqual({ code: "execution_canceled", message: "The execution was canceled." });
    return it;
  },
  "cancel waits for what runs, and ends what waits"() {
    const it = walk([{ id: "a" }, { id: "t", after: [] }, { id: "z" }])
      .claim()
      .suspend("t", 1_000)
      .cancel();
    expect(it.statuses).toEqual({ a: "running", t: "canceled", z: "pending" });
    expect(it.state).toMatchObject({ status: "running", ending: { status: "canceled" } });
    it.stopped("a");
    expect(it.statuses).toEqual({ a: "canceled", t: "canceled", z: "skipped" });
    expect(it.step("a").reason?.code).toBe("execution_canceled");
    expect(it.state.status).toBe("canceled");
    return it;
  },
  "cancel while paused ends what is queued"() {
    const it = walk([{ id: "m", trigger: "manual" }])
      .claim()
      .pause()
      .goOn("m")
      .cancel();
    expect(it.statuses.m).toBe("canceled");
    expect(it.state.status).toBe("canceled");
    return it;
  },
  "the work of a step that ends in spite of cancel counts; its failure does not"() {
    const it = walk([{ id: "a" }, { id: "b", after: [] }, { id: "c", after: ["a"] }])
      .claim()
      .cancel();
    it.succeed("a", 1).fail("b", { retryable: true });
    expect(it.statuses).toEqual({ a: "succeeded", b: "canceled", c: "skipped" });
    expect(it.state.status).toBe("canceled");
    return it;
  },
  "a wait that begins after cancel is canceled"() {
    const it = walk([{ id: "a" }])
      .claim()
      .cancel()
      .suspend("a", 1_000);
    expect(it.statuses.a).toBe("canceled");
    return it;
  },
  "the chain's limit ends the execution"() {
    const it = walk([{ id: "a" }, { id: "b" }], { timeoutMs: 60_000 }).claim();
    expect(it.state.deadlineAt).toBe(it.at + 60_000);
    it.advance(60_000).deadline().stopped("a");
    expect(it.state).toMatchObject({
      ...{ status: "timed_out", reason: { code: "timeout", message: "It took longer than its 60 s." } },
    });
    expect(it.statuses).toEqual({ a: "canceled", b: "skipped" });
    expect(it.step("a").reason?.code).toBe("execution_stopped");
    expect(it.step("b").reason?.message).toBe("The execution ran out of time.");
    return it;
  },
  "the chain's limit ends a paused execution as well"() {
    const it = walk([{ id: "m", trigger: "manual" }], { timeoutMs: 1_000 })
      .claim()
      .pause()
      .advance(1_000)
      .deadline();
    expect(it.state.status).toBe("timed_out");
    return it;
  },
  "the first ending persists whatever comes after it"() {
    const it = walk([{ id: "a" }, { id: "b", after: [] }], { timeoutMs: 1_000 })
      .claim()
      .fail("a");
    it.cancel("too late").deadline().pause().resume();
    expect(it.state).toMatchObject({ status: "running", ending: { status: "failed" } });
    expect(it.stopped("b").state).toMatchObject({ status: "failed", reason: { code: "step_failed" } });
    return it;
  },
  "after a crash a safe step runs again, and the interruption is no failure"() {
    const it = walk([{ id: "a", retry: { ...retry, maxAttempts: 2 } }])
      .claim()
      .claim();
    expect(it.step("a")).toMatchObject({ status: "running", attempt: 2, failures: 0, startedAt: it.at });
    expect(it.effects.at(-1)).toEqual({ type: "run-step", step: 0, attempt: 2 });
    it.fail("a", { retryable: true });
    expect(it.step("a").status).toBe("waiting");
    return it;
  },
  "after a crash a step that may not run twice ends as interrupted"() {
    const it = walk([{ id: "pay", rerun: "never" }, { id: "b" }])
      .claim()
      .claim();
    expect(it.step("pay")).toMatchObject({ status: "failed", reason: { code: "interrupted" } });
    expect(it.state).toMatchObject({ status: "failed", reason: { code: "step_failed" } });
    return it;
  },
  "a chain with on_crash: fail ends"() {
    const it = walk([{ id: "a" }, { id: "b", after: [] }, { id: "c" }], { onCrash: "fail" })
      .claim()
      .claim();
    expect(it.statuses).toEqual({ a: "failed", b: "failed", c: "skipped" });
    expect(it.step("b").reason?.code).toBe("interrupted");
    expect(it.state).toMatchObject({ status: "failed", reason: { code: "failed_recovered" } });
    return it;
  },
  "a chain with on_crash: fail goes on when nothing ran"() {
    const it = walk([{ id: "a" }, { id: "b" }], { onCrash: "fail" })
      .claim()
      .suspend("a", 1_000)
      .claim();
    expect(it.statuses).toEqual({ a: "waiting", b: "pending" });
    expect(it.effects.at(-1)).toEqual({ type: "start-timer", step: 0, wakeAt: it.at + 1_000, kind: "wake" });
    return it;
  },
  "a step that ends its process every time is given up"() {
    const it = walk([{ id: "bomb" }])
      .claim()
      .claim()
      .claim(true);
    expect(it.step("bomb").reason?.code).toBe("crash_loop");
    expect(it.state.status).toBe("failed");
    return it;
  },
  "a crash while paused queues the step until resume"() {
    const it = walk([{ id: "a" }])
      .claim()
      .pause()
      .claim();
    expect(it.step("a")).toMatchObject({ status: "queued", reason: { code: "interrupted" } });
    expect(it.resume().step("a")).toMatchObject({ status: "running", attempt: 2 });
    return it;
  },
  "a step that asks is out of time, and so is one that waits after a pause"() {
    const steps: StepSketch[] = [{ id: "a", totalTimeoutMs: 5_000, errorPolicy: "continue" }];
    const it = walk([
      ...steps,
      { ...steps[0], id: "b", after: [], errorPolicy: "continue", totalTimeoutMs: 5_000 },
    ]).claim();
    it.ask("a").suspend("b", 1_000).pause().advance(1_000);
    it.fail("b").timer("b").advance(4_000).outOfTime("a").outOfTime("b");
    expect(it.statuses).toEqual({ a: "timed_out", b: "succeeded" });
    return it;
  },
  "what was queued by a pause runs out of its total time"() {
    const it = walk([{ id: "a", retry, totalTimeoutMs: 5_000 }]).claim();
    it.fail("a", { retryable: true }).pause().advance(1_000).timer("a");
    expect(it.step("a").status).toBe("queued");
    it.advance(4_000).outOfTime("a");
    expect(it.step("a")).toMatchObject({ status: "timed_out", reason: { code: "timeout" } });
    return it;
  },
  "a no to a question fails the step"() {
    const it = walk([{ id: "a" }])
      .claim()
      .ask("a")
      .answer("a", { approved: false }, "Not today.");
    expect(it.step("a")).toMatchObject({ status: "failed", reason: { code: "rejected", message: "Not today." } });
    return it;
  },
  "a sub-chain that failed is tried again as another one"() {
    const it = walk([{ id: "a", retry }])
      .claim()
      .child("a", "c1")
      .childEnds("a", "c1", null, { retryable: true });
    expect(it.step("a")).toMatchObject({ status: "waiting", reason: { code: "retry_backoff" }, childId: null });
    it.advance(1_000).timer("a").child("a", "c2").childEnds("a", "c1", "late").childEnds("a", "c2", "done");
    expect(it.step("a")).toMatchObject({ status: "succeeded", result: "done" });
    return it;
  },
  "a replay begins with what it keeps"() {
    const it = walk([{ id: "a", errorPolicy: "continue" }, { id: "b" }, { id: "c", parameters: {} }]);
    it.keep({ a: { status: "timed_out" }, b: { status: "succeeded", result: 1 } }).claim();
    expect(it.statuses).toEqual({ a: "timed_out", b: "succeeded", c: "running" });
    it.succeed("c");
    expect(it.state).toMatchObject({ status: "succeeded", withErrors: true });
    return it;
  },
  "a crash while ending finishes the end"() {
    const it = walk([{ id: "a" }, { id: "b" }])
      .claim()
      .cancel()
      .claim();
    expect(it.statuses).toEqual({ a: "canceled", b: "skipped" });
    expect(it.state.status).toBe("canceled");
    return it;
  },
};

describe("stories of an execution", () => {
  for (const [name, play] of Object.entries(SCENARIOS)) test(name, () => void play());
});

test("the stories exercise every row of both tables, and no other", () => {
  const seen = new Set(Object.values(SCENARIOS).flatMap((play) => play().rows));
  const known = [
    ...EXECUTION_TRANSITIONS.map((row) => `execution ${row.from}>${row.to}`),
    ...STEP_TRANSITIONS.map((row) => `step ${row.from}>${row.to}`),
  ];
  expect([...seen].sort()).toEqual([...known].sort());
});

test("an ended execution takes no event any more", () => {
  const it = walk([{ id: "a" }])
    .claim()
    .succeed("a");
  const { state } = it;
  it.claim().cancel().pause().resume().deadline().succeed("a").fail("a").timer("a").goOn("a");
  expect(it.state).toBe(state);
});
