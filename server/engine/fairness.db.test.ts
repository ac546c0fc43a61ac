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

const PLAN = planOf([{ id: "only" }]);
const NOISY = uuidv7();
const QUIET = uuidv7();

function startOf(chainId: string): ExecutionStart {
  return {
    ...{ id: uuidv7(), userId: null, chainId, chainName: PLAN.name, versionNumber: null, planHash: PLAN.hash },
    ...{ origin: "manual", idempotencyKey: null, params: {}, createdAt: new Date() },
  };
}

const noise = (count: number) => Array.from({ length: count }, () => startOf(NOISY));

test("with ten thousand of a chain queued and as many busy as fit, another chain's single run begins at once", async () => {
  const gate = deferred<void>();
  const quiet = startOf(QUIET);
  const begun = deferred<void>();
  const port = new ScriptedPort({
    only: async (call) => {
      if (call.executionId === quiet.id) begun.resolve();
      else await gate.promise;
      return succeed();
    },
  });
  await savePlan(harness.db.sql, PLAN);
  await startExecutions(harness.db.sql, noise(10_000));
  const engine = await harness.engine(port);
  await startExecutions(harness.db.sql, [quiet]);
  // The gate is closed: only room that the noisy chain may not take lets this one through.
  await begun.promise;
  expect(engine.driven).toBeLessThan(5_000);
  await harness.db.sql`delete from executions where chain_id = ${NOISY} and owner is null`;
  gate.resolve();
  await harness.ended(quiet.id);
});
