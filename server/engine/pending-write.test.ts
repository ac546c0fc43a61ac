import { expect, test } from "vitest";
import { type ExecutionState, queuedState } from "../core/execution/state";
import { planOf } from "../core/execution/testing/plan-of";
import { PendingWrite } from "./pending-write";
import { StepRows } from "./step-rows";

const plan = planOf([{ id: "a" }]);
const facts = { id: "1", origin: "manual", userId: null, chainId: null, params: {}, createdAt: 0 };
const state: ExecutionState = { ...queuedState(plan, facts), status: "running", startedAt: 1 };
const place = { stepId: "a", item: null, attempt: 1 };

function pending(crashes = 0) {
  const write = new PendingWrite(plan, 1, new StepRows(null, []), crashes);
  const take = (now: ExecutionState = state, release = false) =>
    write.take({ id: "1", userId: null, fence: 1, release, wakeAt: null }, now);
  const say = () => write.addLog(0, place, { level: "info", message: "x" });
  return { take, say };
}

test("the row is left alone when nothing of it has changed since the last write", () => {
  const { take, say } = pending();
  say();
  expect(take().plain, "the first write after a claim").toBe(false);
  say();
  expect(take().plain).toBe(true);
  say();
  expect(take({ ...state, withErrors: true }).plain).toBe(false);
  say();
  expect(take({ ...state, withErrors: true }, true).plain, "it lets go of the lease").toBe(false);
});

test("a write without events, and the one after it, go through the row: late ones are known by it alone", () => {
  const { take, say } = pending();
  say();
  take();
  expect(take().plain).toBe(false);
  say();
  expect(take().plain).toBe(false);
  say();
  expect(take().plain).toBe(true);
});
