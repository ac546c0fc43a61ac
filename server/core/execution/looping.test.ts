import { describe, expect, test } from "vitest";
import type { JsonValue } from "../json";
import { MAX_ITEMS } from "./looping";
import { queuedState } from "./state";
import { planOf, type StepSketch } from "./testing/plan-of";
import { Walk } from "./testing/walk";
import { transition } from "./transition";

const AGAIN = { maxAttempts: 2, initialDelayMs: 1_000, backoffFactor: 2, maxDelayMs: 60_000, jitter: false };
const loop = (items: JsonValue, rest: Partial<StepSketch> = {}, concurrency = 2) =>
  new Walk(planOf([{ id: "each", forEach: { items, concurrency }, ...rest }, { id: "after" }]), {
    list: [
      { id: 1, tags: ["a"] },
      { id: 2, tags: [] },
    ],
    text: "no list",
  });

test("items begin in order, as many at a time as the loop says, and the results keep the order of the list", () => {
  const it = loop(["a", "b", "c"]).claim();
  expect(it.asked).toEqual(["run each[0] 1", "run each[1] 1"]);
  it.succeed("each[1]", "B");
  expect(it.asked.at(-1)).toBe("run each[2] 1");
  it.succeed("each[2]", "C");
  expect(it.step("each").status).toBe("running");
  it.succeed("each[0]", "A");
  expect(it.step("each")).toMatchObject({ status: "succeeded", result: ["A", "B", "C"], loop: null });
  expect(it.statuses.after).toBe("running");
});

test("an empty list gives an empty list without an attempt", () => {
  const it = loop([]).claim();
  expect(it.step("each")).toMatchObject({ status: "succeeded", result: [] });
  expect(it.asked).toEqual(["run after 1"]);
});

test("the list is what the expression gives when the loop begins: nested data keep their shape", () => {
  const it = loop("{{ params.list }}").claim();
  expect(it.step("each").loop?.list).toEqual([
    { id: 1, tags: ["a"] },
    { id: 2, tags: [] },
  ]);
});

test.each<[string, JsonValue, string]>([
  ["a text", "{{ params.text }}", "Its `for_each` has to give a list, and gave a string."],
  ["an object", { a: 1 }, "Its `for_each` has to give a list, and gave an object."],
  ["nothing", null, "Its `for_each` has to give a list, and gave nothing."],
  [
    "too many",
    Array.from({ length: MAX_ITEMS + 1 }, () => 0),
    `gave ${MAX_ITEMS + 1} items; at most ${MAX_ITEMS} are allowed.`,
  ],
])("%s instead of a list fails the step with words", (_, items, words) => {
  const it = loop(items).claim();
  expect(it.step("each")).toMatchObject({ status: "failed", reason: { code: "invalid_input" } });
  expect(it.step("each").reason?.message).toContain(words);
  expect(it.state.status).toBe("failed");
});

test("ten thousand items pass through, each once", () => {
  const plan = planOf([
    { id: "each", forEach: { items: Array.from({ length: MAX_ITEMS }, (_, index) => index), concurrency: 10 } },
  ]);
  const facts = { id: "e1", origin: "manual", userId: null, chainId: null, params: {}, createdAt: 0 };
  let { state, effects } = transition(plan, queuedState(plan, facts), {
    type: "execution.claimed",
    at: 1,
    crashLoop: false,
  });
  const items: number[] = [];
  for (let effect = effects.shift(); effect?.type === "run-step"; effect = effects.shift()) {
    const { step, item = -1, attempt } = effect;
    items.push(item);
    const next = transition(plan, state, { type: "step.succeeded", at: 2, step, item, attempt, result: -item });
    state = next.state;
    effects = [...effects, ...next.effects];
  }
  expect(items).toEqual(Array.from({ length: MAX_ITEMS }, (_, index) => index));
  expect(state).toMatchObject({ status: "succeeded", running: 0, open: 0 });
  expect(state.steps[0]?.result).toEqual(items.map((item) => -item));
});

describe("an item that fails for good", () => {
  test("fails the step when the others have stopped", () => {
    const it = loop(["a", "b", "c"]).claim().fail("each[0]", { message: "no" });
    expect(it.asked.at(-1)).toBe("stop each[1] 1");
    expect(it.step("each").status).toBe("running");
    it.stopped("each[1]");
    expect(it.step("each")).toMatchObject({ status: "failed", reason: { code: "tool_error", message: "Item 0: no" } });
    expect(it.state.reason?.message).toBe('Step "each" failed: Item 0: no');
    expect(it.kinds).not.toContain("each[2] running");
  });
  test("under continue gives null, and the rest goes on", () => {
    const it = loop(["a", "b"], { errorPolicy: "continue" }).claim().fail("each[0]").succeed("each[1]", "B");
    expect(it.step("each")).toMatchObject({ status: "succeeded", result: [null, "B"] });
    it.succeed("after");
    expect(it.state).toMatchObject({ status: "succeeded", withErrors: true });
  });
  test("is tried again by itself first", () => {
    const it = loop(["a"], { retry: AGAIN }).claim().fail("each[0]", { retryable: true });
    expect(it.step("each[0]")).toMatchObject({ status: "waiting", reason: { code: "retry_backoff" } });
    it.advance(1_000).timer("each[0]").succeed("each[0]", "late");
    expect(it.step("each").result).toEqual(["late"]);
  });
  test("cancels items that wait, and sub-chains of theirs", () => {
    const it = loop(["a", "b"]).claim().child("each[1]", "c1").fail("each[0]");
    expect(it.asked).toContain("cancel c1");
    expect(it.statuses.each).toBe("failed");
  });
});

describe("a loop in the middle", () => {
  test("begins no item while paused, and goes on after the resume", () => {
    const it = loop(["a", "b", "c"]).claim().pause().succeed("each[0]").succeed("each[1]");
    expect(it.asked).toHaveLength(2);
    it.resume();
    expect(it.asked.at(-1)).toBe("run each[2] 1");
  });
  test("ends while paused when its last item does", () => {
    const it = loop(["a"]).claim().pause().succeed("each[0]", 1);
    expect(it.statuses).toEqual({ each: "succeeded", after: "pending" });
  });
  test("is canceled once its items have stopped", () => {
    const it = loop(["a", "b", "c"]).claim().cancel();
    it.stopped("each[0]").succeed("each[1]", "done all the same");
    expect(it.statuses).toEqual({ each: "canceled", after: "skipped" });
    expect(it.state.status).toBe("canceled");
  });
  test("goes on after a crash with the items that ran; those that had ended stay", () => {
    const it = loop(["a", "b", "c"]).claim().succeed("each[0]", "A").claim();
    expect(it.asked.slice(-2)).toEqual(["run each[1] 2", "run each[2] 2"]);
    it.succeed("each[1]", "B").succeed("each[2]", "C");
    expect(it.step("each").result).toEqual(["A", "B", "C"]);
  });
  test("with rerun: never fails after a crash", () => {
    const it = loop(["a", "b"], { rerun: "never" }).claim().claim();
    expect(it.step("each")).toMatchObject({ status: "failed", reason: { code: "interrupted" } });
  });
  test("remembers over a crash that an item had failed", () => {
    const it = loop(["a", "b"]).claim().fail("each[0]", { message: "no" });
    const lost = it.state.steps.map((step) => ({ ...step, error: null }));
    it.state = { ...it.state, steps: lost };
    it.claim();
    expect(it.step("each")).toMatchObject({ status: "failed", reason: { message: "Item 0: no" } });
  });
  test("has a total time", () => {
    const it = loop(["a", "b"], { totalTimeoutMs: 1_000 }).claim().advance(1_000).outOfTime("each");
    it.stopped("each[0]").stopped("each[1]");
    expect(it.statuses.each).toBe("timed_out");
  });
  test("hears no more of its items once it has ended", () => {
    const it = loop(["a"]).claim().succeed("each[0]");
    const { state } = it;
    it.apply({ type: "step.timer_fired", step: 0, item: 0 });
    expect(it.state).toBe(state);
  });
});
