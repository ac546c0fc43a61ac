import { describe, expect, it } from "vitest";
import type { StepView } from "@/server/services/execution-view";
import { stepSentence } from "./step-sentence";

const step = (change: Partial<StepView>): StepView => ({
  id: "reviews",
  status: "pending",
  attempt: 1,
  reason: null,
  error: null,
  wakeAt: null,
  startedAt: 1_000,
  endedAt: null,
  resultBytes: null,
  iteration: 0,
  branch: null,
  childId: null,
  loop: null,
  ...change,
});

describe("stepSentence", () => {
  it.each<[string, Partial<StepView>, string]>([
    ["a step that has not begun", { startedAt: null }, "browser.run"],
    ["a running one", { status: "running" }, "browser.run · 18.4 s"],
    ["a second attempt", { status: "running", attempt: 2 }, "browser.run · attempt 2 · 18.4 s"],
    [
      "a success after retries",
      { status: "succeeded", attempt: 3, endedAt: 4_200 },
      "browser.run · 3 attempts · 3.2 s",
    ],
    [
      "back-off",
      { status: "waiting", wakeAt: 31_400, reason: { code: "retry_backoff", message: "" } },
      "attempt 2 in 12 s",
    ],
    ["a timer", { status: "waiting", wakeAt: 139_400, reason: { code: "timer", message: "" } }, "goes on in 2 min"],
    [
      "a loop",
      { status: "running", loop: { total: 10, ended: 3, failed: 0, asking: [] } },
      "browser.run · 3 of 10 items · 18.4 s",
    ],
    ["an iteration", { status: "running", iteration: 4 }, "browser.run · iteration 4 · 18.4 s"],
    [
      "the wait for an iteration",
      { status: "waiting", iteration: 4, wakeAt: 31_400, reason: { code: "repeat_interval", message: "" } },
      "iteration 5 in 12 s",
    ],
    [
      "a question that expires",
      { status: "waiting", wakeAt: 31_400, reason: { code: "approval", message: "Publish?" } },
      "waits for an answer",
    ],
    ["a person", { status: "waiting", reason: { code: "manual_trigger", message: "" } }, "waits for a person"],
    ["a skipped one", { status: "skipped", reason: { code: "condition_false", message: "" } }, "condition false"],
  ])("says it for %s", (_what, change, words) => {
    expect(stepSentence(step(change), "browser.run", 19_400)).toBe(words);
  });
});
