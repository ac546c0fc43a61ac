import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { scheduleOf } from "../core/definition/schedule-of";
import { firesBetween } from "../core/schedule/next-fires";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

const HOUR_MS = 3_600_000;
const CHAINS_A_ROUND = 3;
const KILLS = 4;
const HOURS = 40;
const SCHEDULE = "schedule: { frequency: hourly, catch_up: all, overlap: allow }";

let bench: ServiceBench;
let owner: Person;
let processes: ChildProcess[];

beforeEach(async () => {
  bench = await ServiceBench.open();
  owner = await bench.person();
  processes = [];
});
afterEach(async () => {
  await Promise.all(processes.map(end));
  await bench.close();
});

async function start(): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, "testing/scheduler-program.ts");
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: bench.db.url, SCHEDULER_HOME: bench.home },
  });
  processes.push(child);
  const [said] = await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  expect(String(said)).toContain("ready");
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

const countFires = async () =>
  Number((await bench.db.sql<{ count: string }[]>`select count(*) from schedule_fires`)[0]?.count);
/** Waits until so many more moments were taken, so that a fault comes in the middle of the work. */
async function moreFires(count: number): Promise<void> {
  const before = await countFires();
  await vi.waitFor(async () => expect(await countFires()).toBeGreaterThanOrEqual(before + count), {
    timeout: 60_000,
    interval: 5,
  });
}

test("killed, frozen and doubled processes fire every moment once, and no other", { timeout: 180_000 }, async () => {
  const now = Date.now();
  const dueAt = Math.floor(now / HOUR_MS) * HOUR_MS - HOURS * HOUR_MS;
  const source = chainText("Hourly", [SCHEDULE]);
  const ids: string[] = [];
  /** More work, so that each fault comes in the middle of some. */
  async function addChains(): Promise<void> {
    for (let made = 0; made < CHAINS_A_ROUND; made += 1) {
      const { id } = await bench.services.chains.create(owner, source);
      ids.push(id);
      await bench.db.sql`update chains set next_run_at = to_timestamp(${dueAt}::float8 / 1000) where id = ${id}`;
    }
  }

  const [first, frozen] = await Promise.all([start(), start()]);
  let victim = first;
  await addChains();
  await moreFires(10);
  frozen.kill("SIGSTOP");
  for (let kills = 0; kills < KILLS; kills += 1) {
    const heir = await start();
    await addChains();
    await moreFires(10);
    await end(victim);
    victim = heir;
  }
  await addChains();
  // It thaws in the middle of a look, with moments in hand that others have taken since.
  frozen.kill("SIGCONT");

  const schedule = scheduleOf(source);
  if (!schedule) throw new Error("The text has a schedule.");
  const expected = firesBetween(schedule, dueAt, now);
  expect(expected.length).toBeGreaterThanOrEqual(HOURS);
  await vi.waitFor(
    async () => {
      const rows = await bench.db.sql`
        select 1 from schedule_fires where execution_id is not null and fire_at <= to_timestamp(${now}::float8 / 1000)`;
      expect(rows).toHaveLength(ids.length * expected.length);
    },
    { timeout: 120_000, interval: 50 },
  );
  for (const id of ids) {
    const rows = await bench.db.sql<{ at: number; due: number; id: string }[]>`
      select (extract(epoch from f.fire_at) * 1000)::float8 as at, (extract(epoch from e.due_at) * 1000)::float8 as due, e.id
      from schedule_fires f join executions e on e.id = f.execution_id
      where f.chain_id = ${id} and f.fire_at <= to_timestamp(${now}::float8 / 1000) order by 1`;
    expect(rows.map(({ at }) => at)).toEqual(expected);
    expect(rows.map(({ due }) => due)).toEqual(expected);
    expect(new Set(rows.map((row) => row.id)).size).toBe(expected.length);
  }
  const [{ count } = { count: -1 }] = await bench.db.sql<{ count: number }[]>`
    select count(*)::int as count from executions where due_at <= to_timestamp(${now}::float8 / 1000)`;
  expect(count, "no execution was started beside those of the moments").toBe(ids.length * expected.length);
});
