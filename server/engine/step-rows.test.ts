import { expect, test } from "vitest";
import { PENDING_STEP, type StepState } from "../core/execution/state";
import { StepRows } from "./step-rows";

const running: StepState = { ...PENDING_STEP, status: "running", attempt: 1, startedAt: 5 };
const ended: StepState = { ...running, status: "succeeded", result: "x", endedAt: 6 };

test("a step that just runs and ends is written once, at its end", () => {
  const rows = new StepRows(null, []);
  expect(rows.note("0", "a", -1, running)).toBe("not");
  expect(rows.running).toEqual([{ stepId: "a", item: -1, attempt: 1, startedAt: 5 }]);
  expect(rows.note("0", "a", -1, ended)).toBe("fresh");
  expect(rows.running).toEqual([]);
});

test("what has a row keeps it: a wait, a failure, an iteration, a loop", () => {
  for (const more of [{ failures: 1 }, { iteration: 1 }, { loop: { list: [], items: [], begun: 0, active: 0 } }]) {
    const rows = new StepRows(null, []);
    expect(rows.note("0", "a", -1, { ...running, ...more })).toBe("fresh");
    expect(rows.note("0", "a", -1, running)).toBe("again");
    expect(rows.running).toEqual([]);
  }
});

test("beyond a few at once steps have rows from their begin", () => {
  const rows = new StepRows(null, []);
  const said = Array.from({ length: 10 }, (_, index) => rows.note(`0.${index}`, "a", index, running));
  expect(said).toEqual([...Array(8).fill("not"), "fresh", "fresh"]);
  expect(rows.running).toHaveLength(8);
});

test("what a process took over runs again under the same name", () => {
  const rows = new StepRows(new Set(["1"]), [{ stepId: "a", item: -1, attempt: 1, startedAt: 5 }]);
  expect(rows.note("0", "a", -1, { ...running, attempt: 2 })).toBe("not");
  expect(rows.running).toEqual([{ stepId: "a", item: -1, attempt: 2, startedAt: 5 }]);
  expect(rows.note("1", "b", -1, running)).toBe("again");
});
