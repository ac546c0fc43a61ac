import { describe, expect, it } from "vitest";
import type { ExecutionStatus, StepStatus } from "@/server/core/execution/states";
import type { ExecutionView, StepView } from "@/server/services/execution-view";
import { failedStep, interestingStep, monitorStatus, permissions, progressWords } from "./monitor-state";

const step = (id: string, status: StepStatus, endedAt: number | null = null, manual = false): StepView => ({
  id,
  status,
  attempt: 1,
  reason: manual ? { code: "manual_trigger", message: "Waits for a person." } : null,
  error: null,
  wakeAt: null,
  startedAt: 0,
  endedAt,
  resultBytes: null,
  iteration: 0,
  branch: null,
  childId: null,
  loop: null,
});
const view = (status: ExecutionStatus, steps: StepView[]): ExecutionView => ({
  id: "e",
  role: "owner",
  chainId: null,
  chainName: "x",
  versionNumber: 1,
  origin: "manual",
  startedBy: null,
  status,
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
  startedAt: 0,
  endedAt: null,
  seq: 1,
  share: { browserSession: false, files: false },
  graph: [],
  steps,
  usualDurationMs: null,
});

describe("the state of the monitor", () => {
  it("says waiting only when nothing moves", () => {
    expect(monitorStatus(view("running", [step("a", "waiting"), step("b", "pending")]))).toBe("waiting");
    expect(monitorStatus(view("running", [step("a", "waiting"), step("b", "running")]))).toBe("running");
    expect(monitorStatus({ ...view("succeeded", []), withErrors: true })).toBe("partial");
  });

  it("looks at what failed first, then at what asks, then at what runs", () => {
    const failed = [step("a", "failed", 9), step("b", "failed", 5), step("c", "canceled", 9)];
    expect(failedStep(view("failed", failed))?.id).toBe("b");
    expect(interestingStep(view("failed", failed))).toBe("b");
    expect(interestingStep(view("running", [step("a", "running"), step("b", "waiting", null, true)]))).toBe("b");
    expect(interestingStep(view("running", [step("a", "succeeded", 1), step("b", "running")]))).toBe("b");
    expect(interestingStep(view("succeeded", [step("a", "succeeded", 1), step("b", "succeeded", 2)]))).toBe("b");
  });

  it("counts what is done and names the rest", () => {
    const steps = [step("a", "succeeded", 1), step("b", "running"), step("c", "waiting"), step("d", "skipped", 1)];
    expect(progressWords(view("running", steps))).toEqual({ done: "1 of 4", rest: "1 running, 1 waits, 1 skipped" });
  });

  it("allows only what the state allows, and says why not", () => {
    expect(permissions(view("running", [])).pause.allowed).toBe(true);
    expect(permissions(view("paused", [])).pause).toEqual({
      allowed: false,
      why: "Cannot pause: the execution is paused. It has to be running.",
    });
    expect(permissions(view("failed", [])).cancel.why).toBe(
      "Cannot cancel: the execution has failed. It has to be queued or running or paused.",
    );
  });
});
