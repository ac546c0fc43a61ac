import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import { systemClock } from "./clock";
import type { StepOutcome } from "./ports";
import { EngineHarness } from "./testing/engine-harness";
import { deferred, ScriptedPort, succeed } from "./testing/scripted-port";

let harness: EngineHarness;
beforeEach(async () => {
  harness = await EngineHarness.create();
});
afterEach(() => harness.close());

test("a process that was frozen past its own deadline starts nothing, though the database still believes in its lease", async () => {
  let frozenMs = 0;
  const clock = { ...systemClock, monotonic: () => performance.now() + frozenMs };
  const gate = deferred<StepOutcome>();
  const frozen = new ScriptedPort({ a: () => gate.promise });
  const { processId } = await harness.engine(frozen, { clock });
  const id = await harness.start(planOf([{ id: "a" }, { id: "b" }]));
  await harness.until(id, ({ steps }) => steps.a?.status === "running");
  frozenMs = 10_000;
  gate.resolve(succeed("done"));
  await harness.until(id, ({ steps }) => steps.b?.status === "running");
  expect(frozen.callsOf("b")).toHaveLength(0);
  await harness.db.sql`update processes set expires_at = now() - interval '1 second' where id = ${processId}`;
  const second = new ScriptedPort();
  await harness.engine(second);
  await harness.ended(id);
  const calls = [...frozen.calls, ...second.calls].map((call) => call.stepId);
  expect(calls).toEqual(["a", "b"]);
});
