import type { PlanHooks } from "../server/core/hooks/plan-hook";
import { hashOf } from "../server/core/plan/hash";
import type { Plan } from "../server/core/plan/plan";
import { parseHostList } from "../server/hooks/host-list";
import { createHookSetup, type HookSetup } from "../server/hooks/setup";
import { createOutbound } from "../server/outbound/outbound";
import { listenToSignals } from "../server/store/signals";
import { type BenchDatabase, openBenchDatabase } from "./bench-database";
import { type BenchEngine, openBenchEngine, sequence } from "./bench-engine";
import { median, rounded } from "./statistics";

const LOG_AND_METRIC: PlanHooks = {
  task_finished: [
    { type: "log", params: { message: "{{ task.name }}: {{ task.status }}" }, onError: "continue", environments: null },
    {
      type: "metric",
      params: { name: "steps", tags: { step: "{{ task.id }}" } },
      onError: "continue",
      environments: null,
    },
  ],
};

/** The same plan with a log and a metric at the end of every step. */
function hooked(plan: Plan): Plan {
  const { hash: _, ...rest } = { ...plan, hooks: LOG_AND_METRIC };
  return { ...rest, hash: hashOf(rest) };
}

/** W5: what hooks add to a step of W1, in turns with the same chains without any; deliveries are made meanwhile. */
export async function hookCost(chains: number, turns = 3) {
  const db = await openBenchDatabase();
  const { setup, close } = await openHooks(db);
  const engine = await openBenchEngine(db, setup.port);
  const plain = sequence(5);
  const withHooks = hooked(plain);
  const [without, hooks]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    without.push(await perStep(engine, plain, chains));
    hooks.push(await perStep(engine, withHooks, chains));
  }
  await engine.close();
  await close();
  await db.drop();
  const [before, after] = [median(without), median(hooks)];
  return { without_ms: rounded(before), with_ms: rounded(after), added_ms_per_step: rounded(after - before) };
}

async function openHooks(db: BenchDatabase): Promise<{ setup: HookSetup; close(): Promise<void> }> {
  const signals = await listenToSignals(db.sql);
  const outbound = createOutbound({ allowHosts: [] });
  const log = { info() {}, warn: console.error, error: console.error };
  const setup = createHookSetup({
    ...{
      sql: db.sql,
      outbound,
      signals,
      log,
      hosts: parseHostList(""),
      perSecond: () => 50,
      env: {},
      environment: "bench",
    },
    readSecret: async () => null,
    dispatch: () => Promise.reject(new Error("nothing is dispatched here")),
    serverHooks: async () => null,
  });
  await setup.start({ deliver: true });
  return {
    setup,
    async close() {
      await setup.stop();
      await signals.close();
      await outbound.close();
    },
  };
}

async function perStep(engine: BenchEngine, plan: Plan, chains: number): Promise<number> {
  const began = performance.now();
  const started = await Promise.all(Array.from({ length: chains }, () => engine.start(plan)));
  await Promise.all(started.map((execution) => execution.ended));
  return (performance.now() - began) / (chains * 5);
}
