import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import type { StepOutcome } from "./ports";
import { EngineHarness } from "./testing/engine-harness";
import { FakeClock } from "./testing/fake-clock";
import { deferred, failWith, ScriptedPort, succeed } from "./testing/scripted-port";

let harness: EngineHarness;
beforeEach(async () => {
  harness = await EngineHarness.create();
});
afterEach(() => harness.close());

test("a sequence runs in order and every event has the next number", async () => {
  const port = new ScriptedPort({ b: (call) => succeed({ got: call.parameters.from ?? null }) });
  await harness.engine(port);
  const id = await harness.start(planOf([{ id: "a" }, { id: "b", parameters: { from: "{{ a }}" } }, { id: "c" }]));
  const facts = await harness.ended(id);
  expect(facts.execution.status).toBe("succeeded");
  expect(port.calls.map((call) => call.stepId)).toEqual(["a", "b", "c"]);
  expect(facts.results).toEqual({ a: "a done", b: { got: "a done" }, c: "c done" });
  expect(facts.events.map((event) => event.seq)).toEqual(facts.events.map((_, index) => index + 1));
  expect(facts.events.at(-1)?.kind).toBe("execution.succeeded");
});

test("a step starts only after the end of the one before it is on disk", async () => {
  let recorded: string | undefined;
  const port = new ScriptedPort({
    b: async (call) => {
      recorded = (await harness.facts(call.executionId)).steps.a?.status;
      return succeed();
    },
  });
  await harness.engine(port);
  await harness.ended(await harness.start(planOf([{ id: "a" }, { id: "b" }])));
  expect(recorded).toBe("succeeded");
});

test("a retryable failure is tried again after its delay, by the clock", async () => {
  const clock = new FakeClock();
  let tries = 0;
  const port = new ScriptedPort({ a: () => (++tries < 3 ? failWith("busy", true) : succeed("at last")) });
  await harness.engine(port, { clock });
  const retry = { maxAttempts: 3, initialDelayMs: 5_000, backoffFactor: 2, maxDelayMs: 60_000, jitter: false };
  const id = await harness.start(planOf([{ id: "a", retry }]));
  await harness.until(id, (facts) => facts.steps.a?.status === "waiting");
  clock.advance(4_999);
  expect(tries).toBe(1);
  clock.advance(1);
  await harness.until(id, (facts) => facts.steps.a?.status === "waiting" && facts.steps.a.attempt === 2);
  clock.advance(10_000);
  const facts = await harness.ended(id);
  expect(facts.results.a).toBe("at last");
  expect(facts.steps.a?.attempt).toBe(3);
});

test("a long wait gives the lease back and survives the process that began it", async () => {
  const clock = new FakeClock();
  const wait: StepOutcome = {
    status: "waiting",
    until: clock.now() + 3_600_000,
    message: "Waits an hour.",
    result: { waited: true },
  };
  const first = await harness.engine(new ScriptedPort({ a: () => wait }), { clock });
  const id = await harness.start(planOf([{ id: "a" }, { id: "b" }]));
  await harness.until(id, (facts) => facts.steps.a?.status === "waiting");
  const [row] = await harness.db.sql`select owner, wake_at from executions where id = ${id}`;
  expect(row?.owner).toBeNull();
  await first.drain();
  const second = new ScriptedPort();
  await harness.engine(second, { clock });
  clock.advance(3_600_000);
  const facts = await harness.ended(id);
  expect(facts.execution.status).toBe("succeeded");
  expect(facts.results.a).toEqual({ waited: true });
  expect(second.calls.map((call) => call.stepId)).toEqual(["b"]);
});

test("cancel stops the running step and skips what is open", async () => {
  const port = new ScriptedPort({
    a: (_, io) => new Promise((resolve) => io.signal.addEventListener("abort", () => resolve(failWith("stopped")))),
  });
  await harness.engine(port);
  const id = await harness.start(planOf([{ id: "a" }, { id: "b" }]));
  await harness.until(id, (facts) => facts.steps.a?.status === "running");
  await harness.command(id, "cancel");
  const facts = await harness.ended(id);
  expect(facts.execution.status).toBe("canceled");
  expect(facts.steps.a?.status).toBe("canceled");
  expect(facts.steps.b?.reason?.code).toBe("execution_canceled");
});

test("of two who cancel at the same moment one is heard, and nothing comes after the end", async () => {
  const clock = new FakeClock();
  const wait = { status: "waiting" as const, until: clock.now() + 3_600_000, message: "Waits.", result: null };
  const first = await harness.engine(new ScriptedPort({ a: () => wait }), { clock });
  const id = await harness.start(planOf([{ id: "a" }]));
  await harness.until(id, (facts) => facts.steps.a?.status === "waiting");
  await first.drain();
  // Nobody drives it now: both orders are read together.
  await harness.command(id, "cancel");
  await harness.command(id, "cancel");
  await harness.engine(new ScriptedPort(), { clock });
  const facts = await harness.ended(id);
  expect(facts.events.at(-1)?.kind).toBe("execution.canceled");
  expect(facts.events.filter(({ kind }) => kind === "command")).toHaveLength(1);
});

test("an attempt that takes too long times out; the chain's limit ends the execution", async () => {
  const clock = new FakeClock();
  const hang = (_: unknown, io: { signal: AbortSignal }) =>
    new Promise<StepOutcome>((resolve) => io.signal.addEventListener("abort", () => resolve(failWith("stopped"))));
  await harness.engine(new ScriptedPort({ a: hang, slow: hang }), { clock });
  const one = await harness.start(planOf([{ id: "a", timeoutMs: 10_000 }]));
  await harness.until(one, (facts) => facts.steps.a?.status === "running");
  clock.advance(10_000);
  expect((await harness.ended(one)).steps.a?.status).toBe("timed_out");
  const whole = await harness.start(planOf([{ id: "slow" }], { timeoutMs: 60_000 }));
  await harness.until(whole, (facts) => facts.steps.slow?.status === "running");
  clock.advance(60_000);
  const facts = await harness.ended(whole);
  expect(facts.execution.status).toBe("timed_out");
  expect(facts.steps.slow?.status).toBe("canceled");
});

test("a manual step waits without a process until somebody continues it", async () => {
  const port = new ScriptedPort();
  await harness.engine(port);
  const id = await harness.start(planOf([{ id: "a" }, { id: "b", trigger: "manual" }]));
  await harness.until(id, (facts) => facts.steps.b?.reason?.code === "manual_trigger");
  await harness.command(id, "continue", "b");
  expect((await harness.ended(id)).execution.status).toBe("succeeded");
});

test("pause lets running steps end and starts none; resume goes on", async () => {
  const gate = deferred<StepOutcome>();
  const port = new ScriptedPort({ a: () => gate.promise });
  await harness.engine(port);
  const id = await harness.start(planOf([{ id: "a" }, { id: "b" }]));
  await harness.until(id, (facts) => facts.steps.a?.status === "running");
  await harness.command(id, "pause");
  await harness.until(id, (facts) => facts.execution.status === "paused");
  gate.resolve(succeed());
  await harness.until(id, (facts) => facts.steps.a?.status === "succeeded");
  expect(port.callsOf("b")).toHaveLength(0);
  await harness.command(id, "resume");
  expect((await harness.ended(id)).execution.status).toBe("succeeded");
});

test("what a silent process drove is claimed by another, with a higher fence, and the old one writes nothing", async () => {
  const clock = new FakeClock();
  const gate = deferred<StepOutcome>();
  const frozen = await harness.engine(new ScriptedPort({ a: () => gate.promise }));
  const id = await harness.start(planOf([{ id: "a" }, { id: "b" }]));
  await harness.until(id, (facts) => facts.steps.a?.status === "running");
  // The first process thinks that its lease is fine; the database knows better.
  await harness.db.sql`update processes set expires_at = now() - interval '1 second' where id = ${frozen.processId}`;
  const second = new ScriptedPort();
  await harness.engine(second, { clock });
  const facts = await harness.ended(id);
  expect(second.calls.map((call) => call.stepId)).toEqual(["a", "b"]);
  gate.resolve(succeed("too late"));
  await frozen.drain();
  const after = await harness.facts(id);
  expect(after.results.a).toBe("a done");
  expect(after.events).toHaveLength(facts.events.length);
});

test("a step with rerun: never ends as interrupted when its process is gone", async () => {
  const frozen = await harness.engine(new ScriptedPort({ pay: () => new Promise(() => {}) }));
  const id = await harness.start(planOf([{ id: "pay", rerun: "never" }]));
  await harness.until(id, (facts) => facts.steps.pay?.status === "running");
  await harness.db.sql`update processes set expires_at = now() - interval '1 second' where id = ${frozen.processId}`;
  const second = new ScriptedPort();
  await harness.engine(second);
  const facts = await harness.ended(id);
  expect(facts.steps.pay?.reason?.code).toBe("interrupted");
  expect(facts.execution.status).toBe("failed");
  expect(second.calls).toHaveLength(0);
});

test("a step that ends its process every time is given up after five claims", async () => {
  const id = await harness.start(planOf([{ id: "bomb" }]));
  for (let life = 0; life < 5; life += 1) {
    const engine = await harness.engine(new ScriptedPort({ bomb: () => new Promise(() => {}) }));
    await harness.until(id, (facts) => facts.steps.bomb?.attempt === life + 1);
    await harness.db.sql`update processes set expires_at = now() - interval '1 second' where id = ${engine.processId}`;
  }
  const last = new ScriptedPort();
  await harness.engine(last);
  const facts = await harness.ended(id);
  expect(facts.steps.bomb?.reason?.code).toBe("crash_loop");
  expect(last.calls).toHaveLength(0);
});

test("a handover by drain leaves no lease and another process goes on", async () => {
  const first = await harness.engine(new ScriptedPort({ b: () => new Promise(() => {}) }));
  const id = await harness.start(planOf([{ id: "a" }, { id: "b" }]));
  await harness.until(id, (facts) => facts.steps.b?.status === "running");
  await first.drain();
  const [row] = await harness.db.sql`select owner from executions where id = ${id}`;
  expect(row?.owner).toBeNull();
  const second = new ScriptedPort();
  await harness.engine(second);
  await harness.ended(id);
  expect(second.calls.map((call) => call.stepId)).toEqual(["b"]);
});

test("secrets reach the tool and nothing that is recorded", async () => {
  const port = new ScriptedPort({
    a: (call, io) => {
      io.log("info", `using ${call.parameters.key}`);
      return succeed({ echo: String(call.parameters.key) });
    },
  });
  await harness.engine(port, { secrets: { api_key: "s3cr3t-value" } });
  const id = await harness.start(planOf([{ id: "a", parameters: { key: "{{ secrets.api_key }}" } }]));
  const facts = await harness.ended(id);
  expect(port.calls[0]?.parameters.key).toBe("s3cr3t-value");
  expect(JSON.stringify(facts)).not.toContain("s3cr3t-value");
  expect(facts.results.a).toEqual({ echo: "[secret:api_key]" });
});

test("a result of more than 256 KiB goes to a file and later steps still read it whole", async () => {
  const large = "x".repeat(300_000);
  const port = new ScriptedPort({ a: () => succeed(large), b: (call) => succeed(String(call.parameters.text).length) });
  await harness.engine(port);
  const id = await harness.start(planOf([{ id: "a" }, { id: "b", parameters: { text: "{{ a }}" } }]));
  const facts = await harness.ended(id);
  expect(facts.results).toEqual({ a: "large", b: 300_000 });
  expect(facts.steps.a?.resultFile).toBe("a-1.json");
});
