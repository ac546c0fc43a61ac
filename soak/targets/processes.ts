import { begunSteps } from "../../server/store/history";
import { longChain } from "../chains";
import type { Rig, Worker } from "../rig";
import { start } from "../starting";
import { ms, percentile, type Target } from "./target";

/** As in production. */
const LEASE_MS = 8_000;
const HELD = 12;

/** `kill -9` of a process until each of its executions is driven elsewhere. */
export async function measureTakeover(rig: Rig, rounds: number): Promise<Target> {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [victim] = await onlyWorkers(rig, 2);
    const ids = await holding(rig);
    if (!victim) throw new Error("There is no worker to kill.");
    const own = await ownedBy(rig, victim, ids);
    const killedAt = performance.now();
    victim.process.signal("SIGKILL");
    const waiting = new Map(own.map(({ id, fence }) => [id, fence]));
    await rig.settles(async () => {
      for (const { id, fence } of await rig.sql<{ id: string; fence: number }[]>`
          select id, fence from executions where id = any(${[...waiting.keys()]}::text[])`) {
        if (fence === waiting.get(id)) continue;
        samples.push(performance.now() - killedAt);
        waiting.delete(id);
      }
      return waiting.size === 0;
    }, 30_000);
    for (const _ of waiting) samples.push(30_000);
    await cancelAll(rig, ids);
  }
  const [p50, p99] = [percentile(samples, 0.5), percentile(samples, 0.99)];
  return {
    what: "kill -9 of a process until its executions run elsewhere",
    target: "p99 ≤ 10 s",
    measured: `p50 ${ms(p50)}, p99 ${ms(p99)} (${samples.length} executions, lease ${LEASE_MS / 1000} s)`,
    met: p99 <= 10_000,
  };
}

/** SIGTERM until no lease is left, and until the process has ended. */
export async function measureHandOver(rig: Rig, rounds: number): Promise<Target> {
  const handOvers: number[] = [];
  const ends: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [leaving] = await onlyWorkers(rig, 1);
    const ids = await holding(rig);
    if (!leaving) throw new Error("There is no worker to end.");
    const [own] = await rig.sql<{ id: string }[]>`select id from processes where pid = ${leaving.process.pid}`;
    const toldAt = performance.now();
    const ended = leaving.process.exited.then(() => ends.push(performance.now() - toldAt));
    leaving.process.signal("SIGTERM");
    await rig.settles(
      async () => (await rig.sql`select from processes where id = ${own?.id ?? null}`).length === 0,
      15_000,
    );
    handOvers.push(performance.now() - toldAt);
    await ended;
    const left = await rig.sql`select from executions where owner = ${own?.id ?? null}`;
    if (left.length > 0) handOvers.push(Number.POSITIVE_INFINITY);
    await onlyWorkers(rig, 1);
    await cancelAll(rig, ids);
  }
  const [handOver, end] = [Math.max(...handOvers), Math.max(...ends)];
  return {
    what: "SIGTERM: hand-over, no lease left; the process ends",
    target: "≤ 1 s; ≤ 10 s",
    measured: `${ms(handOver)}; ${ms(end)} (worst of ${rounds})`,
    met: handOver <= 1_000 && end <= 10_000,
  };
}

/** Replaces all workers by so many fresh ones with the lease of production. */
export async function onlyWorkers(rig: Rig, count: number, leaseMs = LEASE_MS): Promise<Worker[]> {
  for (const worker of [...rig.workers]) {
    if (worker.process.alive) worker.process.signal("SIGTERM");
    await worker.process.exited;
    await rig.bury(worker);
  }
  return Promise.all(Array.from({ length: count }, () => rig.addWorker(leaseMs)));
}

/** Executions whose step runs and does not end. */
async function holding(rig: Rig): Promise<string[]> {
  const ids = await Promise.all(Array.from({ length: HELD }, async () => (await start(rig, longChain)).id));
  const running = async () => {
    const [row] = await rig.sql<{ count: number }[]>`
      select count(*)::int as count 
      from unnest(${ids}::text[]) as x(id) cross join lateral ${begunSteps(rig.sql, rig.sql`x.id`)} s where status = 'running'`;
    return row?.count === HELD;
  };
  if (!(await rig.settles(running, 30_000))) throw new Error("The held executions do not run.");
  return ids;
}

async function ownedBy(rig: Rig, worker: Worker, ids: string[]) {
  return rig.sql<{ id: string; fence: number }[]>`
    select e.id, e.fence from executions e join processes p on p.id = e.owner
    where p.pid = ${worker.process.pid} and e.id = any(${ids}::text[])`;
}

async function cancelAll(rig: Rig, ids: string[]): Promise<void> {
  await rig.sql`insert into execution_commands (execution_id, command) select id, 'cancel' from unnest(${ids}::text[]) id`;
  const ended = async () =>
    (await rig.sql`select from executions where id = any(${ids}::text[]) and ended_at is null`).length === 0;
  await rig.settles(ended, 30_000);
}
