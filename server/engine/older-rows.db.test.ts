import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import { EngineHarness } from "./testing/engine-harness";
import { ScriptedPort } from "./testing/scripted-port";

let harness: EngineHarness;
beforeEach(async () => {
  harness = await EngineHarness.create();
});
afterEach(() => harness.close());

test("what an older version left in the middle, with a row for each event and each running step, goes on", async () => {
  const id = await harness.start(planOf([{ id: "a" }, { id: "b", after: ["a"] }]));
  await harness.db.sql`
    update executions set status = 'running', started_at = now(), seq = 3, fence = 1, owner = ${uuidv7()}, wake_at = null
    where id = ${id}`;
  await harness.db.sql`
    insert into execution_events (execution_id, seq, at, kind, step_id, attempt)
    values (${id}, 2, now(), 'execution.running', null, null), (${id}, 3, now(), 'step.running', 'a', 1)`;
  await harness.db.sql`
    insert into step_executions (execution_id, step_id, status, attempt, failures, started_at)
    values (${id}, 'a', 'running', 1, 0, now())`;
  const port = new ScriptedPort();
  await harness.engine(port);
  const { execution, steps, events } = await harness.ended(id);
  expect(execution.status).toBe("succeeded");
  expect(steps).toMatchObject({ a: { status: "succeeded", attempt: 2 }, b: { status: "succeeded", attempt: 1 } });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
});

test("a step that ran without a row when its process died runs again, as its next attempt", async () => {
  let stuck = true;
  const port = new ScriptedPort({ a: () => (stuck ? new Promise(() => {}) : { status: "succeeded", result: 1 }) });
  const first = await harness.engine(port);
  const id = await harness.start(planOf([{ id: "a" }]));
  const { steps } = await harness.until(id, (facts) => facts.steps.a?.status === "running" && port.calls.length > 0);
  expect(steps.a).toMatchObject({ attempt: 1 });
  expect(await harness.db.sql`select from step_executions where execution_id = ${id}`).toHaveLength(0);
  stuck = false;
  await harness.db.sql`update processes set expires_at = now() - interval '1 second' where id = ${first.processId}`;
  await harness.engine(port);
  const ended = await harness.ended(id);
  expect(ended.steps.a).toMatchObject({ status: "succeeded", attempt: 2 });
});
