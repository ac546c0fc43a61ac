import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keptSteps } from "../core/execution/replaying";
import { queuedState } from "../core/execution/state";
import { planOf } from "../core/execution/testing/plan-of";
import { listEvents } from "../store/executions";
import { savePlan } from "../store/plans";
import { startReplay } from "../store/replays";
import { EngineHarness } from "./testing/engine-harness";
import { failWith, ScriptedPort, succeed } from "./testing/scripted-port";

let harness: EngineHarness;
beforeAll(async () => {
  harness = await EngineHarness.create();
});
afterAll(() => harness.close());

test("a replay from the failed step keeps what had succeeded, and runs the rest with the edited input", async () => {
  let works = false;
  const port = new ScriptedPort({
    b: ({ parameters }) => (works ? succeed(`b of ${JSON.stringify(parameters)}`) : failWith("no")),
  });
  await harness.engine(port);
  const plan = planOf([
    { id: "a" },
    { id: "b", parameters: { from: "{{ a }}", count: 1 } },
    { id: "c", parameters: { from: "{{ b }}" } },
  ]);
  const old = await harness.start(plan);
  const ended = await harness.ended(old);
  expect(ended.execution.status).toBe("failed");

  works = true;
  const steps = queuedState(plan, {
    id: old,
    origin: "manual",
    userId: null,
    chainId: null,
    params: {},
    createdAt: 0,
  }).steps;
  const states = plan.steps.map(
    (step, index) => ({ ...steps[index], ...ended.steps[step.id] }) as (typeof steps)[number],
  );
  const kept = keptSteps({ plan, steps: states }, plan, "b");
  expect(kept).toEqual(["a"]);
  await savePlan(harness.db.sql, plan);
  const start = {
    ...{ id: uuidv7(), userId: null, chainId: null, chainName: plan.name, versionNumber: null, planHash: plan.hash },
    ...{ origin: "manual" as const, idempotencyKey: null, params: {}, createdAt: new Date() },
    replay: { of: old, from: "b", overrides: { b: { count: 2 } } },
  };
  expect(await startReplay(harness.db.sql, start, kept)).toEqual({ id: start.id, created: true });
  expect(await startReplay(harness.db.sql, start, kept)).toEqual({ id: start.id, created: false });
  const again = await harness.ended(start.id);
  expect(again.execution.status).toBe("succeeded");
  expect(again.results.b).toBe('b of {"from":"a done","count":2}');
  expect(port.callsOf("a")).toHaveLength(1);
  const events = await listEvents(harness.db.sql, start.id, { afterSeq: 0, limit: 20 });
  expect(events[1]).toMatchObject({ kind: "step.succeeded", stepId: "a", data: { replayOf: old } });
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
});
