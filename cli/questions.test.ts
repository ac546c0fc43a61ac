import { expect, test } from "vitest";
import type { ExecutionView, StepView } from "../server/services/execution-view";
import { questionHints } from "./questions";

const step = (change: Partial<StepView>): StepView => ({
  ...{ id: "ask", status: "waiting", attempt: 1, reason: null, error: null, wakeAt: null, startedAt: 0, endedAt: null },
  ...{ resultBytes: null, iteration: 0, branch: null, childId: null, loop: null },
  ...change,
});
const hintsOf = (change: Partial<StepView>) =>
  questionHints({ id: "e1", steps: [step(change)] } as unknown as ExecutionView).map(({ text }) => text);

test("a question comes with the command that answers it, and the fields of its form", () => {
  const prompt = { answers: { channel: { type: "string", required: true } } };
  expect(hintsOf({ reason: { code: "approval", message: "Publish?", prompt } })).toEqual([
    `"ask" asks: Publish? Answer (--approve or --reject): chainwright executions answer e1 --step ask --approve --answers '{"channel": …}'`,
  ]);
});

test("so do a manual step and the item of a loop", () => {
  expect(hintsOf({ reason: { code: "manual_trigger", message: "" } })).toEqual([
    '"ask" waits for a person. Go on: chainwright executions continue e1 --step ask',
  ]);
  expect(hintsOf({ status: "running", loop: { total: 9, ended: 0, failed: 0, asking: [4, 7] } })).toEqual([
    'Item 4 of "ask" asks. Answer (--approve or --reject): chainwright executions answer e1 --step ask --item 4 --approve',
  ]);
});

test("what waits for a time, or does not wait, needs nobody", () => {
  expect(hintsOf({ reason: { code: "timer", message: "Waits." } })).toEqual([]);
  expect(hintsOf({ status: "succeeded" })).toEqual([]);
});
