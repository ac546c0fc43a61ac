import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import { EngineHarness } from "./testing/engine-harness";
import { FakeClock } from "./testing/fake-clock";
import { ScriptedPort, succeed } from "./testing/scripted-port";

let harness: EngineHarness;
beforeEach(async () => {
  harness = await EngineHarness.create();
});
afterEach(() => harness.close());

const FOREVER = new Promise<never>(() => {});
const expire = (processId: string) =>
  harness.db.sql`update processes set expires_at = now() - interval '1 second' where id = ${processId}`;
const itemRows = async (id: string) =>
  harness.db.sql`select item, status from step_executions where execution_id = ${id} and item >= 0 order by item`;

test("a loop goes on in another process where it stood; items that had ended do not run again", async () => {
  const list = ["a", "b", "c", "d", "e"];
  const first = await harness.engine(
    new ScriptedPort({ each: ({ item, parameters }) => (item === 2 ? FOREVER : succeed(parameters)) }),
  );
  const plan = planOf([
    { id: "each", forEach: { items: list, concurrency: 1 }, parameters: { it: "{{ item }}{{ index }}" } },
  ]);
  const id = await harness.start(plan);
  await harness.until(id, ({ events }) => events.some((event) => event.item === 2));
  await expire(first.processId);
  const second = new ScriptedPort({ each: ({ parameters }) => succeed(parameters) });
  await harness.engine(second);
  const facts = await harness.ended(id);
  expect(facts.results.each).toEqual(list.map((it, index) => ({ it: `${it}${index}` })));
  expect(second.calls.map((call) => [call.item, call.attempt])).toEqual([
    [2, 2],
    [3, 1],
    [4, 1],
  ]);
  expect(await itemRows(id)).toEqual(list.map((_, item) => ({ item, status: "succeeded" })));
});

test("each item has a key of its own for those who are called", async () => {
  const port = new ScriptedPort();
  await harness.engine(port);
  const id = await harness.start(planOf([{ id: "each", forEach: { items: [1, 2], concurrency: 2 } }]));
  await harness.ended(id);
  expect(port.calls.map((call) => call.effectId).sort()).toEqual([`${id}:each[0]:1`, `${id}:each[1]:1`]);
});

test("a repeat holds no process while it waits, and goes on by the clock with its number", async () => {
  const clock = new FakeClock();
  const port = new ScriptedPort({ poll: ({ iteration }) => succeed(iteration) });
  await harness.engine(port, { clock });
  const repeat = { everyMs: 60_000, until: "poll >= 3", max: 5, backoffFactor: 1, maxEveryMs: 60_000 };
  const id = await harness.start(planOf([{ id: "poll", repeat }]));
  for (const iteration of [2, 3]) {
    await harness.until(id, ({ steps, execution }) => steps.poll?.iteration === iteration && execution.waiting);
    clock.advance(60_000);
  }
  const facts = await harness.ended(id);
  expect(facts.results.poll).toBe(3);
  expect(port.calls.map((call) => call.effectId)).toEqual([`${id}:poll#1:1`, `${id}:poll#2:1`, `${id}:poll#3:1`]);
});

test("the choice of a step survives its process", async () => {
  const first = await harness.engine(new ScriptedPort({ a: () => succeed(2), c: () => FOREVER }));
  const plan = planOf([
    {
      id: "a",
      next: [
        { when: "a == 1", goto: 1 },
        { when: null, goto: 2 },
      ],
    },
    { id: "b", after: [["a", "success", [0]]] },
    { id: "c", after: [["a", "success", [1]]] },
    { id: "d", after: ["b", "c"], join: "none_failed" },
  ]);
  const id = await harness.start(plan);
  await harness.until(id, ({ steps }) => steps.c?.status === "running");
  await expire(first.processId);
  await harness.engine(new ScriptedPort());
  const { steps } = await harness.ended(id);
  expect(steps.b?.reason?.code).toBe("branch_not_taken");
  expect(steps.d?.status).toBe("succeeded");
});

test("a rollback goes on in another process", async () => {
  const first = await harness.engine(
    new ScriptedPort({
      c: () => ({ status: "failed", error: { code: "tool_error", message: "no", retryable: false } }),
      "undo-b": () => FOREVER,
    }),
  );
  const plan = planOf([
    { id: "a", compensate: 3 },
    { id: "b", compensate: 4 },
    { id: "c", errorPolicy: "rollback" },
    { id: "undo-a", role: "compensation", serves: [0], after: ["a"] },
    { id: "undo-b", role: "compensation", serves: [1], after: ["b"] },
  ]);
  const id = await harness.start(plan);
  await harness.until(id, ({ steps }) => steps["undo-b"]?.status === "running");
  await expire(first.processId);
  const second = new ScriptedPort();
  await harness.engine(second);
  const facts = await harness.ended(id);
  expect(facts.execution.reason?.code).toBe("rolled_back");
  expect(second.calls.map((call) => call.stepId)).toEqual(["undo-b", "undo-a"]);
});
