import { describe, expect, it } from "vitest";
import type { RecordedEvent, RecordedKind } from "@/server/core/execution/event";
import type { ExecutionView } from "@/server/services/execution-view";
import { applyEvent, leavesGap } from "./apply-event";

const start: ExecutionView = {
  id: "e",
  role: "owner",
  chainId: "c",
  chainName: "Shop watch",
  versionNumber: 1,
  origin: "manual",
  startedBy: null,
  status: "queued",
  withErrors: false,
  reason: null,
  params: {},
  priority: 0,
  waitsForKey: null,
  parent: null,
  replayOf: null,
  replays: [],
  taskId: null,
  isTest: false,
  createdAt: 0,
  startedAt: null,
  endedAt: null,
  seq: 1,
  share: { browserSession: false, files: false },
  graph: [],
  steps: ["a", "b"].map((id) => ({
    id,
    status: "pending",
    attempt: 0,
    reason: null,
    error: null,
    wakeAt: null,
    startedAt: null,
    endedAt: null,
    resultBytes: null,
    iteration: 0,
    branch: null,
    childId: null,
    loop: null,
  })),
  usualDurationMs: null,
};

let seq = 1;
const event = (kind: RecordedKind, change: Partial<RecordedEvent> = {}): RecordedEvent => {
  seq += 1;
  return { seq, at: seq * 1000, kind, stepId: null, item: null, attempt: null, data: null, ...change };
};
const fold = (events: RecordedEvent[], view = start) => events.reduce(applyEvent, view);
const story = (tell: () => RecordedEvent[]) => {
  seq = 1;
  return fold(tell());
};
const stepA = (view: ExecutionView) => view.steps[0];

describe("applyEvent", () => {
  it("follows an execution from start to end", () => {
    const view = story(() => [
      event("execution.running"),
      event("step.running", { stepId: "a", attempt: 1 }),
      event("step.succeeded", { stepId: "a", attempt: 1, data: { bytes: 42 } }),
      event("execution.succeeded", { data: { withErrors: true } }),
    ]);
    expect(view).toMatchObject({ status: "succeeded", withErrors: true, startedAt: 2000, endedAt: 5000, seq: 5 });
    expect(stepA(view)).toMatchObject({ status: "succeeded", startedAt: 3000, endedAt: 4000, resultBytes: 42 });
    expect(view.steps[1]).toEqual(start.steps[1]);
  });

  it("shows why a step waits and until when, and forgets both when it goes on", () => {
    const reason = { code: "retry_backoff", message: "Waits before attempt 2 of 3." };
    const error = { code: "tool_error", message: "503" };
    const waiting = story(() => [
      event("step.running", { stepId: "a", attempt: 1 }),
      event("step.waiting", { stepId: "a", attempt: 1, data: { reason, error, wakeAt: 9000 } }),
    ]);
    expect(stepA(waiting)).toMatchObject({ status: "waiting", reason, error, wakeAt: 9000, endedAt: null });
    const again = applyEvent(waiting, event("step.running", { stepId: "a", attempt: 2 }));
    expect(stepA(again)).toMatchObject({ status: "running", attempt: 2, reason: null, error: null, wakeAt: null });
    expect(stepA(again)?.startedAt).toBe(2000);
  });

  it("counts the items of a loop, and never takes the end of one for the end of the step", () => {
    const view = story(() => [
      event("step.running", { stepId: "a", attempt: 1, data: { items: 3 } }),
      event("step.running", { stepId: "a", item: 0, attempt: 1 }),
      event("step.running", { stepId: "a", item: 1, attempt: 1 }),
      event("step.succeeded", { stepId: "a", item: 0, attempt: 1 }),
      event("step.failed", { stepId: "a", item: 1, attempt: 1 }),
      event("step.waiting", { stepId: "a", item: 2, attempt: 1, data: { reason: { code: "approval", message: "?" } } }),
    ]);
    expect(stepA(view)).toMatchObject({ status: "running", loop: { total: 3, ended: 2, failed: 1, asking: [2] } });
    const answered = applyEvent(view, event("step.succeeded", { stepId: "a", item: 2, attempt: 1 }));
    expect(stepA(answered)?.loop).toEqual({ total: 3, ended: 3, failed: 1, asking: [] });
  });

  it("tells the way that was taken, the iteration and the execution of the other chain", () => {
    const branch = { case: 1, goto: "b", message: "" };
    const view = story(() => [
      event("step.running", { stepId: "a", attempt: 1, data: { iteration: 2 } }),
      event("step.waiting", { stepId: "a", attempt: 1, data: { childId: "child" } }),
      event("step.succeeded", { stepId: "a", attempt: 1, data: { branch } }),
    ]);
    expect(stepA(view)).toMatchObject({ iteration: 2, childId: "child", branch: { case: 1, goto: "b" } });
  });

  it("ignores what it has already seen", () => {
    const view = story(() => [event("execution.running")]);
    expect(applyEvent(view, { ...event("execution.failed"), seq: 2 })).toBe(view);
  });

  it("never changes what has ended", () => {
    const view = story(() => [
      event("step.canceled", { stepId: "a" }),
      event("step.succeeded", { stepId: "a" }),
      event("execution.canceled"),
      event("execution.running"),
    ]);
    expect(view.status).toBe("canceled");
    expect(stepA(view)?.status).toBe("canceled");
  });

  it("moves on over facts that change no state", () => {
    const view = story(() => [event("log", { stepId: "a" }), event("file", { stepId: "a" }), event("command")]);
    expect(view).toEqual({ ...start, seq: 4 });
  });

  it("knows when something in between is missing", () => {
    expect(leavesGap(start, { ...event("log"), seq: 2 })).toBe(false);
    expect(leavesGap(start, { ...event("log"), seq: 3 })).toBe(true);
  });
});
