import { describe, expect, it } from "vitest";
import type { AttemptView, ExecutionView, GraphStep, StepView } from "@/server/services/execution-view";
import { place, tickWords, timeAxis, timelineBars } from "./timeline-rows";

const plan: GraphStep = {
  id: "b",
  name: "B",
  description: null,
  tool: "http",
  operation: "request",
  outputKey: "b",
  dependsOn: [{ step: "a", on: "success" }],
  join: "all_succeeded",
  when: null,
  role: "step",
  subChain: null,
  ends: [],
  loop: null,
  trigger: "auto",
};
const step = (id: string, change: Partial<StepView>): StepView => ({
  id,
  status: "succeeded",
  attempt: 1,
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
  ...change,
});
const attempt = (
  number: number,
  startedAt: number,
  endedAt: number | null,
  status: AttemptView["status"],
): AttemptView => ({
  number,
  startedAt,
  endedAt,
  status,
  error: null,
  waitedMs: null,
});
const others = new Map([["a", step("a", { startedAt: 0, endedAt: 1000 })]]);
const kinds = (bars: ReturnType<typeof timelineBars>) => bars.map(({ kind, from, to }) => [kind, from, to]);

describe("timelineBars", () => {
  it("keeps waiting for its turn apart from working", () => {
    const bars = timelineBars(step("b", { startedAt: 1500, endedAt: 4000 }), plan, others, null);
    expect(kinds(bars)).toEqual([
      ["turn", 1000, 1500],
      ["attempt", 1500, 4000],
    ]);
  });

  it("shows a manual step as waiting for a person, not for its turn", () => {
    const manual = { ...plan, trigger: "manual" as const };
    expect(timelineBars(step("b", { status: "waiting" }), manual, others, null)).toEqual([
      { kind: "wait", from: 1000, to: null, status: "waiting", attempt: null },
    ]);
  });

  it("shows each attempt and the back-off between them", () => {
    const attempts = [attempt(1, 1000, 3000, "failed"), attempt(2, 8000, 9000, "failed")];
    const bars = timelineBars(step("b", { status: "waiting", startedAt: 1000 }), plan, others, attempts);
    expect(kinds(bars)).toEqual([
      ["attempt", 1000, 3000],
      ["wait", 3000, 8000],
      ["attempt", 8000, 9000],
      ["wait", 9000, null],
    ]);
    expect(bars.map((bar) => bar.attempt)).toEqual([1, null, 2, null]);
  });

  it("draws a waiting step hatched, not as work", () => {
    expect(kinds(timelineBars(step("b", { status: "waiting", startedAt: 1000 }), plan, others, null))).toEqual([
      ["wait", 1000, null],
    ]);
  });

  it("draws nothing for a step that was skipped", () => {
    expect(timelineBars(step("b", { status: "skipped", endedAt: 2000 }), plan, others, null)).toEqual([]);
  });
});

describe("timeAxis", () => {
  const view = (endedAt: number | null) => ({ startedAt: 0, createdAt: 0, endedAt }) as ExecutionView;
  it("has round ticks, at most seven", () => {
    expect(timeAxis(view(113_000), 0).ticks).toEqual([0, 20_000, 40_000, 60_000, 80_000, 100_000]);
    expect(timeAxis(view(900), 0).ticks.length).toBeLessThanOrEqual(7);
  });
  it("leaves room at the right of now", () => {
    const axis = timeAxis(view(null), 50_000);
    expect(place(axis, 50_000)).toBeLessThan(96);
    expect(place(axis, 999_999)).toBe(100);
  });
  it("names ticks in the unit of their distance", () => {
    expect([tickWords(40_000, 20_000), tickWords(120_000, 60_000), tickWords(200, 200)]).toEqual([
      "40 s",
      "2 min",
      "200 ms",
    ]);
  });
});
