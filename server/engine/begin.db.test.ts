import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import { savePlan } from "../store/plans";
import { startExecutions } from "../store/start-executions";
import type { ExecutionStart } from "../store/start-values";
import { EngineHarness } from "./testing/engine-harness";
import { deferred, ScriptedPort, succeed } from "./testing/scripted-port";

let harness: EngineHarness;
beforeEach(async () => {
  harness = await EngineHarness.create();
});
afterEach(() => harness.close());

const PLAN = planOf([{ id: "a" }, { id: "b" }]);

function startOf(rest: Partial<ExecutionStart> = {}): ExecutionStart {
  return {
    ...{ id: uuidv7(), userId: null, chainId: null, chainName: PLAN.name, versionNumber: null, planHash: PLAN.hash },
    ...{ origin: "manual", idempotencyKey: null, params: {}, createdAt: new Date() },
    ...rest,
  };
}

test("an execution that begins where it was started has the same history as one that was queued", async () => {
  const engine = await harness.engine(new ScriptedPort({}));
  const start = startOf();
  await savePlan(harness.db.sql, PLAN);
  expect(await engine.begin(start, PLAN)).toBe(true);
  const begun = await harness.ended(start.id);
  const queued = await harness.ended(await harness.start(PLAN));
  const history = (facts: typeof begun) =>
    facts.events.map(({ seq, kind, stepId, attempt }) => [seq, kind, stepId, attempt]);
  expect(history(begun)).toEqual(history(queued));
  expect(begun.results).toEqual(queued.results);
});

test("its acknowledgement is its record: the row, its events and its first step are there", async () => {
  const gate = deferred<void>();
  const engine = await harness.engine(new ScriptedPort({ a: () => gate.promise.then(() => succeed()) }));
  await savePlan(harness.db.sql, PLAN);
  const start = startOf();
  await engine.begin(start, PLAN);
  const facts = await harness.facts(start.id);
  expect(facts.events.map((event) => event.kind)).toEqual(["execution.queued", "execution.running", "step.running"]);
  expect(facts.steps.a?.status).toBe("running");
  gate.resolve();
  await harness.ended(start.id);
});

test("an idempotency key that is taken begins nothing, whoever took it", async () => {
  const port = new ScriptedPort({});
  const engine = await harness.engine(port);
  await savePlan(harness.db.sql, PLAN);
  const [first, again] = [startOf({ idempotencyKey: "once" }), startOf({ idempotencyKey: "once" })];
  const answers = await Promise.all([engine.begin(first, PLAN), engine.begin(again, PLAN)]);
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await startExecutions(harness.db.sql, [again])).toMatchObject([{ created: false }]);
  const rows = await harness.db.sql<{ id: string }[]>`select id from executions`;
  expect(rows).toHaveLength(1);
  await harness.ended(rows[0]?.id ?? "");
  expect(port.calls.map((call) => call.stepId)).toEqual(["a", "b"]);
});

test("an id that is taken begins nothing, also while the other runs in the same process", async () => {
  const gate = deferred<void>();
  const port = new ScriptedPort({ a: () => gate.promise.then(() => succeed()) });
  const engine = await harness.engine(port);
  await savePlan(harness.db.sql, PLAN);
  const start = startOf();
  expect(await engine.begin(start, PLAN)).toBe(true);
  expect(await engine.begin(start, PLAN)).toBe(null);
  gate.resolve();
  await harness.ended(start.id);
  expect((await engine.begin(start, PLAN)) ?? false).toBe(false);
  expect(port.calls.map((call) => call.stepId)).toEqual(["a", "b"]);
});

test("what needs a look at other executions first is left to the queue, as is everything when the process drains", async () => {
  const engine = await harness.engine(new ScriptedPort({}));
  expect(engine.begin(startOf({ heldForMs: 1_000 }), PLAN)).toBe(null);
  expect(engine.begin(startOf({ concurrency: { key: "k", limit: 1, held: false } }), PLAN)).toBe(null);
  expect(engine.begin(startOf({ replay: { of: "x", from: "a", overrides: null } }), PLAN)).toBe(null);
  await engine.drain();
  expect(engine.begin(startOf(), PLAN)).toBe(null);
});
