import { setTimeout as wait } from "node:timers/promises";
import { newId } from "../../server/new-id";
import { startExecutions } from "../../server/store/start-executions";
import { oneStepChain } from "../chains";
import type { Rig } from "../rig";
import { start } from "../starting";
import { onlyWorkers } from "./processes";
import type { Stage } from "./stage";
import { ms, percentile, type Target } from "./target";

const BURST = 10_000;
const BATCH = 500;

/** One person's burst of work, pages that are looked at meanwhile, and another person's single run. */
export async function measureBurst(rig: Rig, stage: Stage): Promise<Target> {
  await onlyWorkers(rig, 1);
  const [busy, other] = [await stage.person(), await stage.person()];
  rig.ledger.judges = false;
  await queueBurst(rig, busy.id);
  const began = performance.now();
  let drained = false;
  const pages = looksAtPages(stage, busy, () => drained);
  await wait(500);
  const otherMs = await firstCall(rig, other.id);
  await rig.settles(async () => (await open(rig, busy.id)) === 0, 180_000);
  const drainMs = performance.now() - began;
  drained = true;
  const p95 = percentile(await pages, 0.95);
  rig.ledger.judges = true;
  rig.ledger.clear();
  return {
    what: "10,000 queued one-step executions drained; UI p95 meanwhile; another user's run starts",
    target: "≤ 60 s; ≤ 300 ms; ≤ 2 s",
    measured: `${ms(drainMs)}; ${ms(p95)}; ${ms(otherMs)} (one process)`,
    met: drainMs <= 60_000 && p95 <= 300 && otherMs <= 2_000,
  };
}

async function queueBurst(rig: Rig, userId: string): Promise<void> {
  for (let left = BURST; left > 0; left -= BATCH) {
    const starts = Array.from({ length: BATCH }, () => ({
      ...{ id: newId(), userId, chainId: null, chainName: oneStepChain.name, versionNumber: null },
      ...{ planHash: oneStepChain.plan.hash, origin: "api" as const, idempotencyKey: null, params: {} },
      createdAt: new Date(),
    }));
    await startExecutions(rig.sql, starts);
  }
}

/** From the start of a run until the outside world hears of its step. */
async function firstCall(rig: Rig, userId: string): Promise<number> {
  const began = performance.now();
  const { id } = await start(rig, oneStepChain, null, { userId });
  await rig.ledger.until(1, { executionId: id });
  return performance.now() - began;
}

async function looksAtPages(
  stage: Stage,
  person: Awaited<ReturnType<Stage["person"]>>,
  over: () => boolean,
): Promise<number[]> {
  const samples: number[] = [];
  const { executions } = stage.services;
  while (!over()) {
    const began = performance.now();
    const { items } = await executions.list(person, { limit: 25 });
    if (items[0]) await executions.get(person, items[0].id);
    samples.push(performance.now() - began);
    await wait(100);
  }
  return samples;
}

async function open(rig: Rig, userId: string): Promise<number> {
  const [row] = await rig.sql<{ count: number }[]>`
    select count(*)::int as count from executions where user_id = ${userId} and ended_at is null`;
  return row?.count ?? 0;
}
