import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf, type StepSketch } from "../core/execution/testing/plan-of";
import type { Plan } from "../core/plan/plan";
import { insertPerson } from "../store/testing/rows";
import type { StepOutcome } from "./ports";
import { chainOf } from "./testing/chain-rows";
import { EngineHarness } from "./testing/engine-harness";
import { deferred, failWith, ScriptedPort, succeed } from "./testing/scripted-port";

let harness: EngineHarness;
let userId: string;
beforeEach(async () => {
  harness = await EngineHarness.create();
  userId = await insertPerson(harness.db.sql);
});
afterEach(() => harness.close());

const calls = (chain: string, rest: Partial<StepSketch> = {}): StepSketch => ({
  ...{ id: "sub", tool: "chain", operation: "run", subChain: chain },
  ...rest,
});
/** Starts a plan as the person's. */
const start = (plan: Plan) => harness.start(plan, {}, { userId });
const childOf = async (id: string): Promise<string> => {
  const facts = await harness.until(id, ({ steps }) => steps.sub?.childId != null);
  return facts.steps.sub?.childId ?? "";
};

test("a step runs another chain as an execution of its own, with its params, and gets its results", async () => {
  const child = planOf([{ id: "x", parameters: { n: "{{ params.n }}" } }, { id: "y" }], {
    ...{ name: "Child", params: { n: { type: "number", required: true } } },
  });
  const chainId = await chainOf(harness.db, userId, child);
  const port = new ScriptedPort({ x: ({ parameters }) => succeed(parameters) });
  const id = await start(
    planOf([calls("child", { parameters: { n: 7 } }), { id: "after", parameters: { got: "{{ sub.x.n }}" } }]),
  );
  await harness.engine(port);
  const facts = await harness.ended(id);
  expect(facts.results.sub).toEqual({ x: { n: 7 }, y: "y done" });
  expect(port.callsOf("after")[0]?.parameters).toEqual({ got: 7 });
  const waited = facts.events.find((event) => event.kind === "step.waiting");
  const [row] = await harness.db.sql`select * from executions where parent_id = ${id}`;
  expect(row).toMatchObject({
    chain_id: chainId,
    origin: "sub_chain",
    parent_step: "sub",
    depth: 1,
    status: "succeeded",
  });
  expect(waited?.data).toMatchObject({ childId: row?.id, reason: { code: "sub_chain" } });
});

test("each item of a loop runs its own, and the results keep their order", async () => {
  await chainOf(
    harness.db,
    userId,
    planOf([{ id: "x", parameters: { n: "{{ params.n }}" } }], {
      name: "Each",
      params: { n: { type: "number", required: true } },
    }),
  );
  await harness.engine(new ScriptedPort({ x: ({ parameters }) => succeed(parameters) }));
  const loop = calls("Each", { forEach: { items: [3, 1, 2], concurrency: 2 }, parameters: { n: "{{ item }}" } });
  const facts = await harness.ended(await start(planOf([loop])));
  expect(facts.results.sub).toEqual([{ x: { n: 3 } }, { x: { n: 1 } }, { x: { n: 2 } }]);
});

test.each<[string, string, string | RegExp]>([
  ["that does not exist", "Nobody", 'There is no chain "Nobody" that this execution may run.'],
  ["whose params do not fit", "Strict", /^Chain "Strict": /],
  ["that runs itself", "Loop", /more than 10 deep/],
])("a chain %s fails the step with words", async (_, name, words) => {
  await chainOf(
    harness.db,
    userId,
    planOf([{ id: "x" }], { name: "Strict", params: { n: { type: "number", required: true } } }),
  );
  await chainOf(harness.db, userId, planOf([calls("Loop")], { name: "Loop" }));
  await harness.engine(new ScriptedPort());
  const facts = await harness.ended(await start(planOf([calls(name)])));
  expect(facts.execution.status).toBe("failed");
  if (typeof words === "string") expect(facts.execution.reason?.message).toContain(words);
  else {
    const rows = await harness.db
      .sql`select reason->>'message' as message from step_executions where status = 'failed'`;
    expect(rows.some((row) => words.test(String(row.message)))).toBe(true);
    const [deepest] = await harness.db.sql`select max(depth) as depth from executions`;
    expect(deepest?.depth ?? 0).toBeLessThanOrEqual(10);
  }
});

test("another person's chain is not there", async () => {
  await chainOf(harness.db, await insertPerson(harness.db.sql), planOf([{ id: "x" }], { name: "Theirs" }));
  await harness.engine(new ScriptedPort());
  const facts = await harness.ended(await start(planOf([calls("Theirs")])));
  expect(facts.steps.sub?.reason).toMatchObject({ code: "sub_chain_failed" });
});

test("a failure comes up, and with attempts left another execution is tried", async () => {
  await chainOf(harness.db, userId, planOf([{ id: "x" }], { name: "Shaky" }));
  let tries = 0;
  await harness.engine(new ScriptedPort({ x: () => (++tries === 1 ? failWith("not yet") : succeed("now")) }));
  const retry = { maxAttempts: 2, initialDelayMs: 0, backoffFactor: 1, maxDelayMs: 0, jitter: false };
  const id = await start(planOf([calls("Shaky", { retry })]));
  const facts = await harness.ended(id);
  expect(facts.results.sub).toEqual({ x: "now" });
  const children = await harness.db.sql`select status from executions where parent_id = ${id} order by created_at, id`;
  expect(children.map((row) => row.status)).toEqual(["failed", "succeeded"]);
});

test("pause, resume and cancel reach the one that runs", async () => {
  await chainOf(harness.db, userId, planOf([{ id: "x", trigger: "manual" }], { name: "Waits" }));
  await harness.engine(new ScriptedPort());
  const id = await start(planOf([calls("Waits")]));
  const child = await childOf(id);
  for (const [command, status] of [
    ["pause", "paused"],
    ["resume", "running"],
    ["cancel", "canceled"],
  ] as const) {
    await harness.command(id, command);
    await harness.until(child, ({ execution }) => execution.status === status);
  }
  expect((await harness.ended(id)).execution.status).toBe("canceled");
});

test("a parent whose process dies while the other runs hears of its end, once", async () => {
  await chainOf(harness.db, userId, planOf([{ id: "x" }], { name: "Slow" }));
  const gate = deferred<StepOutcome>();
  const first = await harness.engine(new ScriptedPort({ x: () => gate.promise }));
  const id = await start(planOf([calls("Slow"), { id: "after" }]));
  await childOf(id);
  await harness.db.sql`update processes set expires_at = now() - interval '1 second' where id = ${first.processId}`;
  const second = new ScriptedPort({ x: () => succeed("by the second") });
  await harness.engine(second);
  const facts = await harness.ended(id);
  expect(facts.results.sub).toEqual({ x: "by the second" });
  expect(second.callsOf("after")).toHaveLength(1);
  gate.resolve(succeed("too late"));
  await first.drain();
  expect((await harness.facts(id)).results.sub).toEqual({ x: "by the second" });
});
