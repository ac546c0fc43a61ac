import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { jitterOf } from "../core/schedule/jitter";
import { failWith, ScriptedPort, succeed } from "../engine/testing/scripted-port";
import { createLog } from "../log";
import { dueChains, takeFire, unstartedFires } from "../store/schedules";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";
import { createScheduler, type Scheduler } from "./scheduler";

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

function startSchedulers(count: number): void {
  for (let made = 0; made < count; made += 1) {
    const scheduler = createScheduler({ sql: bench.db.sql, services: bench.services, log: createLog("silent") });
    scheduler.start();
    schedulers.push(scheduler);
  }
}

/** A chain of an hourly schedule whose moment was so long ago. */
async function dueChain(agoMs: number, more = ""): Promise<{ id: string; dueAt: number }> {
  const schedule = `schedule: { frequency: hourly${more} }`;
  const { id } = await bench.services.chains.create(owner, chainText("Scheduled", [schedule]));
  const dueAt = Date.now() - agoMs;
  await bench.db.sql`update chains set next_run_at = to_timestamp(${dueAt}::float8 / 1000) where id = ${id}`;
  return { id, dueAt };
}

async function fires(chainId: string): Promise<{ executionId: string | null; note: string | null }[]> {
  return [
    ...(await bench.db.sql<{ executionId: string | null; note: string | null }[]>`
      select execution_id as "executionId", note from schedule_fires where chain_id = ${chainId}`),
  ];
}

/** Waits until every fire of these chains has come to something. */
async function settled(chainIds: string[]): Promise<void> {
  await vi.waitFor(
    async () => {
      for (const id of chainIds) {
        const [fire] = await fires(id);
        expect(fire?.executionId ?? fire?.note ?? null).not.toBeNull();
      }
    },
    { timeout: 20_000, interval: 20 },
  );
  await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
}

const executionsOf = async (chainId: string) =>
  (await bench.services.executions.list(owner, { chainId, limit: 50 })).items;

test("a moment that is due fires once, however many processes look", async () => {
  const chains = await Promise.all(Array.from({ length: 12 }, () => dueChain(2_000)));
  startSchedulers(3);
  await settled(chains.map((chain) => chain.id));
  for (const { id } of chains) {
    expect(await executionsOf(id)).toMatchObject([{ origin: "schedule", status: "queued" }]);
    expect(await fires(id)).toHaveLength(1);
    const view = await bench.services.chains.get(owner, id);
    expect(view.nextRunAt).toBeGreaterThan(Date.now());
  }
});

test("a moment is skipped while the run before it goes on, unless the chain allows both", async () => {
  const [skips, allows] = [await dueChain(2_000), await dueChain(2_000, ", overlap: allow")];
  for (const { id } of [skips, allows])
    await bench.services.executions.start(owner, id, { params: {}, origin: "manual" });
  startSchedulers(2);
  await settled([skips.id, allows.id]);
  expect(await fires(skips.id)).toEqual([{ executionId: null, note: "Skipped: the run before it had not ended." }]);
  expect(await executionsOf(skips.id)).toHaveLength(1);
  expect(await executionsOf(allows.id)).toHaveLength(2);
});

test("a moment that was missed is noted, or caught up once when the chain says so", async () => {
  const [skips, catches] = [await dueChain(7_200_000), await dueChain(7_200_000, ", catch_up: latest")];
  startSchedulers(2);
  await vi.waitFor(async () => expect(await executionsOf(catches.id)).toHaveLength(1), {
    timeout: 20_000,
    interval: 50,
  });
  await settled([skips.id, catches.id]);
  expect(await fires(skips.id)).toEqual([{ executionId: null, note: "Missed: the server was down." }]);
  expect(await executionsOf(skips.id)).toHaveLength(0);
  const notes = (await fires(catches.id)).map(({ note }) => note);
  expect(notes).toEqual(["Missed: the server was down, and only the latest is caught up.", null]);
});

test("all missed moments fire when the chain says so, each once, however many processes look", async () => {
  const schedule = "schedule: { frequency: cron, cron: '0 * * * *', catch_up: all, overlap: allow }";
  const { id } = await bench.services.chains.create(owner, chainText("All", [schedule]));
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const missed = [3, 2, 1].map((hours) => hour - hours * 3_600_000);
  await bench.db.sql`update chains set next_run_at = to_timestamp(${missed[0] ?? 0}::float8 / 1000) where id = ${id}`;
  startSchedulers(3);
  await vi.waitFor(async () => expect(await executionsOf(id)).toHaveLength(4), { timeout: 20_000, interval: 50 });
  await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
  const fired = await bench.db.sql<{ at: number }[]>`
    select (extract(epoch from fire_at) * 1000)::float8 as at from schedule_fires where chain_id = ${id} order by fire_at`;
  expect(fired.map(({ at }) => at)).toEqual([...missed, hour]);
  expect(await executionsOf(id)).toHaveLength(4);
});

test("with queue a moment waits for the run before it, with cancel_running that one is canceled first", async () => {
  // The first run of each waits until somebody ends it; those after it end at once.
  let calls = 0;
  const waiting = { status: "waiting" as const, until: Date.now() + 3_600_000, message: "Waits.", result: null };
  await bench.harness.engine(new ScriptedPort({ one: () => (calls++ < 2 ? waiting : succeed(1)) }));
  const waits = await dueChain(2_000, ", overlap: queue");
  const cancels = await dueChain(2_000, ", overlap: cancel_running");
  const running = new Map<string, string>();
  for (const { id } of [waits, cancels]) {
    const started = await bench.services.executions.start(owner, id, { params: {}, origin: "manual" });
    await bench.harness.until(started.id, ({ steps }) => steps.one?.status === "waiting");
    running.set(id, started.id);
  }
  startSchedulers(2);
  await vi.waitFor(async () => expect(await executionsOf(cancels.id)).toHaveLength(2), {
    timeout: 20_000,
    interval: 50,
  });
  await vi.waitFor(async () => expect(await fires(waits.id)).toHaveLength(1), { timeout: 20_000, interval: 50 });
  expect(await fires(waits.id)).toEqual([{ executionId: null, note: null }]);
  expect(await executionsOf(waits.id)).toHaveLength(1);
  await bench.services.executions.cancel(owner, running.get(waits.id) ?? "", null);
  await settled([waits.id, cancels.id]);
  for (const { id } of [waits, cancels]) {
    const [next, before] = await executionsOf(id);
    expect(before).toMatchObject({ origin: "manual", status: "canceled" });
    expect(next).toMatchObject({ origin: "schedule" });
    expect(next?.createdAt).toBeGreaterThanOrEqual(before?.endedAt ?? Number.POSITIVE_INFINITY);
  }
});

test("a test run keeps no moment waiting", async () => {
  const { id } = await dueChain(2_000);
  await bench.services.executions.start(owner, id, { params: {}, origin: "manual", isTest: true });
  startSchedulers(1);
  await settled([id]);
  expect(await executionsOf(id)).toMatchObject([{ origin: "schedule" }]);
});

test("a moment whose process ended between taking and starting is started by another, once", async () => {
  const { id, dueAt } = await dueChain(2_000);
  expect(await takeFire(bench.db.sql, id, dueAt, { nextAt: null, startAt: null, note: null })).toBe(true);
  startSchedulers(2);
  await settled([id]);
  expect(await executionsOf(id)).toHaveLength(1);
});

test("a moment that was refused is never started by another process, not even for an instant", async () => {
  const { id, dueAt } = await dueChain(2_000);
  await takeFire(bench.db.sql, id, dueAt, { nextAt: null, startAt: null, note: "Skipped: a test says so." });
  expect(await unstartedFires(bench.db.sql)).toEqual([]);
  expect(await takeFire(bench.db.sql, id, dueAt, { nextAt: null, startAt: null, note: null })).toBe(false);
});

test("with jitter a moment starts later than it is due, by the same time wherever it is looked at", async () => {
  const { id, dueAt } = await dueChain(2_000, ", jitter: 3600");
  const delay = jitterOf(id, dueAt, 3600);
  expect(delay).toBe(jitterOf(id, dueAt, 3600));
  startSchedulers(2);
  const startAt = await vi.waitFor(
    async () => {
      const [fire] = await bench.db.sql<{ at: number }[]>`
        select (extract(epoch from start_at) * 1000)::float8 as at from schedule_fires where chain_id = ${id}`;
      expect(fire).toBeDefined();
      return fire?.at;
    },
    { timeout: 20_000, interval: 20 },
  );
  expect(startAt).toBe(dueAt + delay);
  expect(await executionsOf(id)).toEqual([]);
  await bench.db.sql`update schedule_fires set start_at = now() where chain_id = ${id}`;
  await settled([id]);
  expect(await executionsOf(id)).toHaveLength(1);
});

/** Moments of a schedule one after the other; each run ends as `endings` say before the next moment comes. */
async function runThrough(chainId: string, endings: ("fails" | "succeeds")[]): Promise<void> {
  const left = [...endings];
  const one = () => (left.shift() === "fails" ? failWith("No.") : succeed(1));
  await bench.harness.engine(new ScriptedPort({ one }));
  startSchedulers(2);
  for (const counted of endings.keys()) {
    await bench.db.sql`
      update chains set next_run_at = now() where id = ${chainId} and schedule_paused_at is null
        and not exists (select from schedule_fires where chain_id = ${chainId} and outcome is null)`;
    await vi.waitFor(
      async () => {
        const rows = await bench.db
          .sql`select 1 from schedule_fires where chain_id = ${chainId} and outcome is not null`;
        expect(rows).toHaveLength(counted + 1);
      },
      { timeout: 20_000, interval: 20 },
    );
  }
}

test("a schedule stops after so many failures in a row, says so once, and goes on when it is resumed", async () => {
  const { id } = await dueChain(-3_600_000, ", stop_after_failures: 2, overlap: allow");
  await runThrough(id, ["fails", "succeeds", "fails", "fails"]);
  expect(await bench.services.schedules.ofChain(owner, id)).toMatchObject({
    ...{ nextRunAt: null, failures: 2, pausedWhy: "Stopped: 2 runs in a row failed." },
  });
  const { items } = await bench.services.notifications.list(owner, { limit: 50, unreadOnly: false });
  expect(items.filter(({ title }) => title === "The schedule of Scheduled has stopped")).toHaveLength(1);
  await bench.services.schedules.resume(owner, id);
  const resumed = await bench.services.schedules.ofChain(owner, id);
  expect(resumed).toMatchObject({ failures: 0, pausedWhy: null });
  expect(resumed?.nextRunAt).toBeGreaterThan(Date.now());
});

test("paused, archived and deleted chains are not due", async () => {
  const chains = await Promise.all([dueChain(2_000), dueChain(2_000), dueChain(2_000)]);
  const [paused = "", archived = "", deleted = ""] = chains.map((chain) => chain.id);
  await bench.services.chains.setStatus(owner, paused, "paused");
  await bench.services.chains.setStatus(owner, archived, "archived");
  await bench.services.chains.remove(owner, deleted);
  expect(await dueChains(bench.db.sql, 10)).toEqual([]);
  await bench.services.chains.setStatus(owner, paused, "active");
  expect((await bench.services.chains.get(owner, paused)).nextRunAt).toBeGreaterThan(Date.now());
});

test("a start that is refused is noted, and the schedule goes on", async () => {
  const needs = ["params: { city: { type: string, required: true } }", "schedule: { frequency: hourly }"];
  const { id } = await bench.services.chains.create(owner, chainText("Needs a city", needs));
  await bench.db.sql`update chains set next_run_at = date_trunc('second', now()) where id = ${id}`;
  startSchedulers(1);
  await settled([id]);
  expect((await fires(id))[0]?.note).toMatch(/^Not started: /);
  expect((await bench.services.chains.get(owner, id)).nextRunAt).toBeGreaterThan(Date.now());
});
