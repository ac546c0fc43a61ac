import { describe, expect, test } from "vitest";
import type { RepeatPolicy } from "../plan/plan";
import { planOf, type StepSketch } from "./testing/plan-of";
import { Walk } from "./testing/walk";

const AGAIN = { maxAttempts: 2, initialDelayMs: 1_000, backoffFactor: 2, maxDelayMs: 60_000, jitter: false };
const EVERY: RepeatPolicy = { everyMs: 1_000, until: "poll == 1", max: 4, backoffFactor: 2, maxEveryMs: 3_000 };
const polling = (repeat: Partial<RepeatPolicy> = {}, rest: Partial<StepSketch> = {}) =>
  new Walk(planOf([{ id: "poll", repeat: { ...EVERY, ...repeat }, ...rest }, { id: "after" }])).claim();

describe("repeat", () => {
  test("runs until the condition holds; the last result counts", () => {
    const it = polling().succeed("poll", 0);
    expect(it.step("poll")).toMatchObject({ status: "waiting", iteration: 2, wakeAt: it.at + 1_000 });
    expect(it.step("poll").reason).toEqual({
      ...{ code: "repeat_interval", message: "Iteration 1 of 4 is done. Not yet: poll == 1. The next starts in 1 s." },
    });
    it.advance(1_000).timer("poll").succeed("poll", 1);
    expect(it.step("poll")).toMatchObject({ status: "succeeded", result: 1, iteration: 2, attempt: 2 });
    expect(it.statuses.after).toBe("running");
  });
  test("waits longer each time, up to the longest wait", () => {
    const it = polling({ max: 6 });
    const waits: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      it.succeed("poll", 0);
      const wait = (it.step("poll").wakeAt ?? 0) - it.at;
      waits.push(wait);
      it.advance(wait).timer("poll");
    }
    expect(waits).toEqual([1_000, 2_000, 3_000, 3_000, 3_000]);
  });
  test("fails after the last iteration", () => {
    const it = polling({ max: 1 }).succeed("poll", 0);
    expect(it.step("poll").reason).toEqual({
      ...{ code: "repeat_exhausted", message: "After 1 iterations it still does not hold: poll == 1" },
    });
    expect(it.state.status).toBe("failed");
  });
  test("without a condition runs exactly so often", () => {
    const it = polling({ until: null, max: 2 }).succeed("poll", "a").advance(1_000).timer("poll").succeed("poll", "b");
    expect(it.step("poll")).toMatchObject({ status: "succeeded", result: "b" });
  });
  test("sees the number of the iteration in its condition", () => {
    const it = polling({ until: "iteration >= 2" }).succeed("poll", 0).advance(1_000).timer("poll").succeed("poll", 0);
    expect(it.statuses.poll).toBe("succeeded");
  });
  test("counts failures anew in each iteration", () => {
    const it = polling({}, { retry: AGAIN })
      .fail("poll", { retryable: true })
      .advance(1_000)
      .timer("poll")
      .succeed("poll", 0);
    it.advance(1_000).timer("poll").fail("poll", { retryable: true });
    expect(it.step("poll")).toMatchObject({
      status: "waiting",
      failures: 1,
      iteration: 2,
      reason: { code: "retry_backoff" },
    });
  });
  test("puts the next iteration off while paused", () => {
    const it = polling().succeed("poll", 0).pause().advance(1_000).timer("poll");
    expect(it.step("poll")).toMatchObject({ status: "queued", iteration: 2 });
    expect(it.resume().step("poll")).toMatchObject({ status: "running", iteration: 2 });
  });
  test("does not begin another iteration when it was told to stop", () => {
    const it = polling().cancel().succeed("poll", 0);
    expect(it.step("poll").status).toBe("succeeded");
    expect(it.state.status).toBe("canceled");
  });
  test("a condition that cannot be evaluated fails the step", () => {
    const it = polling({ until: "nothing.like == 1" }).succeed("poll", 0);
    expect(it.step("poll")).toMatchObject({ status: "failed", reason: { code: "template_error" } });
  });
});

describe("a sub-chain", () => {
  const parent = () => new Walk(planOf([{ id: "sub", subChain: "other" }, { id: "after" }])).claim().child("sub", "c1");
  test("is waited for, and its results become the step's", () => {
    const it = parent();
    expect(it.step("sub")).toMatchObject({
      status: "waiting",
      childId: "c1",
      reason: { code: "sub_chain" },
      wakeAt: null,
    });
    it.childEnds("sub", "c1", { a: 1 });
    expect(it.step("sub")).toMatchObject({ status: "succeeded", result: { a: 1 }, childId: null });
  });
  test("its failure comes up", () => {
    const it = parent().childEnds("sub", "c1", null, { message: "It failed." });
    expect(it.step("sub")).toMatchObject({ status: "failed", reason: { code: "sub_chain_failed" } });
    expect(it.state.status).toBe("failed");
  });
  test("pause, resume and cancel go down", () => {
    const it = parent().pause().resume().cancel();
    expect(it.asked.filter((one) => one.endsWith("c1"))).toEqual(["pause c1", "resume c1", "cancel c1"]);
    expect(it.state.status).toBe("canceled");
  });
  test("one that begins while its parent pauses is paused", () => {
    const it = new Walk(planOf([{ id: "sub", subChain: "other" }])).claim().pause().child("sub", "c1");
    expect(it.asked.at(-1)).toBe("pause c1");
  });
  test("the end of another one is not its end", () => {
    expect(parent().childEnds("sub", "c0", 1).step("sub").status).toBe("waiting");
  });
});

describe("a question", () => {
  const asked = () => new Walk(planOf([{ id: "ask" }, { id: "after" }])).claim().ask("ask", 5_000, { question: "?" });
  test("waits with its prompt, and the answer becomes the result", () => {
    const it = asked();
    expect(it.step("ask").reason).toEqual({ code: "approval", message: "Shall it?", prompt: { question: "?" } });
    it.answer("ask", { approved: true });
    expect(it.step("ask")).toMatchObject({ status: "succeeded", result: { approved: true } });
  });
  test("is answered once", () => {
    const it = asked().answer("ask", 1);
    const { state } = it;
    expect(it.answer("ask", 2).state).toBe(state);
  });
  test("expires", () => {
    const it = asked().advance(5_000).timer("ask");
    expect(it.step("ask")).toMatchObject({ status: "failed", reason: { code: "approval_expired" } });
  });
  test("can be answered while paused", () => {
    const it = asked().pause().answer("ask", 1);
    expect(it.statuses).toEqual({ ask: "succeeded", after: "pending" });
  });
});
