import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ScriptedPort, succeed } from "../engine/testing/scripted-port";
import { createLog } from "../log";
import { createScheduler, type Scheduler } from "../scheduler/scheduler";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
let owner: Person;
let schedulers: Scheduler[];

beforeEach(async () => {
  bench = await ServiceBench.open();
  owner = await bench.person();
  schedulers = [];
});
afterEach(async () => {
  await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
  await bench.close();
});

const SCHEDULE = 'schedule: { frequency: daily, time: "02:30", timezone: America/New_York }';
const at = (text: string) => Date.parse(text);

async function chain(lines = [SCHEDULE]): Promise<string> {
  return (await bench.services.chains.create(owner, chainText("Nightly", lines))).id;
}

test("a pause outlives new versions and a change of the chain's status; resuming begins with the next moment", async () => {
  const id = await chain();
  await bench.services.schedules.pause(owner, id);
  await bench.services.chains.save(owner, id, chainText("Nightly", [SCHEDULE, "tags: [a]"]), 1);
  await bench.services.chains.setStatus(owner, id, "paused");
  await bench.services.chains.setStatus(owner, id, "active");
  const { items } = await bench.services.schedules.list(owner);
  expect(items).toMatchObject([{ chainId: id, nextRunAt: null, pausedWhy: `Paused by ${owner.name}.` }]);
  await bench.services.schedules.resume(owner, id);
  const resumed = await bench.services.schedules.ofChain(owner, id);
  expect(resumed?.pausedWhy).toBeNull();
  expect(resumed?.nextRunAt).toBeGreaterThan(Date.now());
});

test("chains without a schedule are not listed, whatever else they say about one", async () => {
  await chain(["description: Has no schedule at all"]);
  expect((await bench.services.schedules.list(owner)).items).toEqual([]);
});

test.each([
  ["to come", "2026-03-01T00:00Z", "2999-01-01T00:00Z", "A backfill is of the past."],
  ["turned round", "2026-03-02T00:00Z", "2026-03-01T00:00Z", "The window ends before it begins."],
  ["without a moment", "2026-03-01T00:00Z", "2026-03-01T01:00Z", "The schedule has no moment in this window."],
  ["too long", "2020-03-01T00:00Z", "2026-03-01T00:00Z", "The window has more than 500 moments."],
])("a window %s is refused with the reason", async (_, from, to, message) => {
  const id = await chain();
  const window = { from: at(from), to: at(to), parallel: 1 };
  await expect(bench.services.schedules.backfill(owner, id, window)).rejects.toThrow(message);
});

test("a backfill over a change of the clock runs each moment once, a few at a time, and each knows its moment", async () => {
  const id = await chain();
  const window = { from: at("2026-03-06T00:00Z"), to: at("2026-03-11T00:00Z"), parallel: 2 };
  expect(await bench.services.schedules.backfill(owner, id, window)).toMatchObject({ runs: 5 });
  let running = 0;
  let most = 0;
  const one = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return succeed(1);
  };
  await bench.harness.engine(new ScriptedPort({ one }));
  const scheduler = createScheduler({ sql: bench.db.sql, services: bench.services, log: createLog("silent") });
  schedulers.push(scheduler);
  scheduler.start();
  await vi.waitFor(
    async () => {
      const found = await bench.services.schedules.ofChain(owner, id);
      expect(found?.backfills).toMatchObject([{ total: 5, succeeded: 5, active: 0 }]);
      expect(found?.backfills[0]?.endedAt).not.toBeNull();
    },
    { timeout: 30_000, interval: 50 },
  );
  const rows = await bench.db.sql<{ due: Date }[]>`
    select due_at as due from executions where chain_id = ${id} order by due_at`;
  expect(rows.map(({ due }) => due.toISOString())).toEqual([
    "2026-03-06T07:30:00.000Z",
    "2026-03-07T07:30:00.000Z",
    // There was no 02:30 that night: the first instant after the gap.
    "2026-03-08T07:00:00.000Z",
    "2026-03-09T06:30:00.000Z",
    "2026-03-10T06:30:00.000Z",
  ]);
  expect(most).toBeLessThanOrEqual(2);
});

test("of a canceled backfill nothing more is started", async () => {
  const id = await chain();
  const window = { from: at("2026-03-06T00:00Z"), to: at("2026-03-11T00:00Z"), parallel: 1 };
  const { id: backfillId } = await bench.services.schedules.backfill(owner, id, window);
  await bench.services.schedules.cancelBackfill(owner, id, backfillId);
  await expect(bench.services.schedules.cancelBackfill(owner, id, backfillId)).rejects.toThrow("has ended already");
  const scheduler = createScheduler({ sql: bench.db.sql, services: bench.services, log: createLog("silent") });
  schedulers.push(scheduler);
  scheduler.start();
  await vi.waitFor(
    async () => {
      const found = await bench.services.schedules.ofChain(owner, id);
      expect(found?.backfills[0]).toMatchObject({ started: 0, canceled: true });
      expect(found?.backfills[0]?.endedAt).not.toBeNull();
    },
    { timeout: 10_000, interval: 50 },
  );
});
