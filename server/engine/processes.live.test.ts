import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import { LEASE_DEFAULTS } from "./lease";
import { auditHoles, auditLedger } from "./testing/audit";
import { EngineHarness } from "./testing/engine-harness";
import { Ledger } from "./testing/ledger";
import { WorkerProcess } from "./testing/worker-process";

/** Shorter than in production, for the sake of the test's time; the rules are the same. */
const LEASE_MS = 4_000;
const PLAN = planOf([{ id: "a" }, { id: "b" }, { id: "c" }]);

let harness: EngineHarness;
let ledger: Ledger;
let workers: WorkerProcess[];

beforeEach(async () => {
  harness = await EngineHarness.create();
  ledger = await Ledger.open(harness.db.sql);
  workers = [];
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.end()));
  await ledger.close();
  await harness.close();
});

async function worker(): Promise<WorkerProcess> {
  const started = await WorkerProcess.start({ url: harness.db.url, ledgerUrl: ledger.url, leaseMs: LEASE_MS });
  workers.push(started);
  return started;
}

const startMany = (count: number) => Promise.all(Array.from({ length: count }, () => harness.start(PLAN)));
/** Histories are looked at when the harness closes. */
const problems = async () => [...(await auditHoles(harness.db.sql)), ...auditLedger(ledger.calls).problems];
const endAll = (ids: string[]) => Promise.all(ids.map((id) => harness.ended(id)));

test("two processes on one database share the work", async () => {
  const [first, second] = await Promise.all([worker(), worker()]);
  const ids: string[] = [];
  const worked = () => new Set(ledger.calls.map((call) => call.pid));
  while (worked().size < 2) {
    const id = await harness.start(PLAN);
    ids.push(id);
    await harness.ended(id);
  }
  ids.push(...(await startMany(50)));
  const ends = await endAll(ids);
  expect(ends.every((facts) => facts.execution.status === "succeeded")).toBe(true);
  expect([...worked()].sort()).toEqual([first.pid, second.pid].sort());
  expect(ledger.calls).toHaveLength(ids.length * 3);
  expect(await problems()).toEqual([]);
});

test("after kill -9 another process goes on where the first was, and repeats nothing that had succeeded", async () => {
  ledger.holds.add("b");
  const victim = await worker();
  const ids = await startMany(10);
  await ledger.until(10, { stepId: "b", pid: victim.pid });
  const heir = await worker();
  victim.signal("SIGKILL");
  expect((await victim.exited).signal).toBe("SIGKILL");
  await ledger.until(10, { stepId: "b", pid: heir.pid });
  ledger.answer();
  for (const facts of await endAll(ids)) {
    expect(facts.execution.status).toBe("succeeded");
    expect(facts.steps.b?.attempt).toBe(2);
  }
  expect(ledger.callsOf({ stepId: "a" })).toHaveLength(10);
  const keys = new Set(ledger.callsOf({ stepId: "b" }).map((call) => call.effectId));
  expect(keys.size, "the second try of an interrupted attempt keeps its idempotency key").toBe(10);
  expect(await problems()).toEqual([]);
});

test("the lease of a killed process runs out, and the next look comes, within ten seconds", () => {
  const lookEveryMs = 1_000;
  expect(LEASE_DEFAULTS.leaseMs + lookEveryMs).toBeLessThanOrEqual(10_000);
  expect(LEASE_DEFAULTS.renewEveryMs * 2 + LEASE_DEFAULTS.marginMs).toBeLessThan(LEASE_DEFAULTS.leaseMs);
});

test("a process that was frozen past its lease starts nothing and writes nothing of what others took over", async () => {
  ledger.holds.add("b");
  const frozen = await worker();
  const ids = await startMany(5);
  await ledger.until(5, { stepId: "b", pid: frozen.pid });
  frozen.signal("SIGSTOP");
  const heir = await worker();
  await ledger.until(5, { stepId: "b", pid: heir.pid });
  // The answers reach both: the heir goes on, the frozen process finds its own when it thaws.
  ledger.answer();
  const ends = await endAll(ids);
  const callsBefore = ledger.callsOf({ pid: frozen.pid }).length;
  frozen.signal("SIGCONT");
  await frozen.said("The lease ran out");
  heir.signal("SIGTERM");
  await heir.exited;
  // It works again, under a new lease, and has had every chance to do something wrong.
  ledger.holds.clear();
  const next = await harness.start(PLAN);
  expect((await harness.ended(next)).execution.status).toBe("succeeded");
  const late = ledger.callsOf({ pid: frozen.pid }).slice(callsBefore);
  expect(late.map((call) => call.executionId)).toEqual([next, next, next]);
  for (const facts of ends) {
    const after = await harness.facts(facts.execution.id);
    expect(after.events).toEqual(facts.events);
    expect(after.results.b).toBe("b by 2");
  }
  expect(await problems()).toEqual([]);
});

test("SIGTERM hands over: no lease is left, the process ends, and another goes on at once", async () => {
  ledger.holds.add("b");
  const leaving = await worker();
  const ids = await startMany(5);
  await ledger.until(5, { stepId: "b", pid: leaving.pid });
  leaving.signal("SIGTERM");
  expect(await leaving.exited).toEqual({ code: 0, signal: null });
  expect(await harness.db.sql`select id from executions where owner is not null`).toHaveLength(0);
  expect(await harness.db.sql`select id from processes`).toHaveLength(0);
  ledger.holds.clear();
  const heir = await worker();
  for (const facts of await endAll(ids)) expect(facts.execution.status).toBe("succeeded");
  expect(ledger.callsOf({ stepId: "b", pid: heir.pid })).toHaveLength(5);
  expect(ledger.callsOf({ stepId: "a", pid: heir.pid })).toHaveLength(0);
  expect(await problems()).toEqual([]);
});

test("a process whose database connections are all cut goes on with what it was doing", async () => {
  ledger.holds.add("b");
  const only = await worker();
  const ids = await startMany(5);
  await ledger.until(5, { stepId: "b", pid: only.pid });
  const cut = await harness.db.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'worker' and datname = current_database()`;
  expect(cut.length).toBeGreaterThan(2);
  ledger.answer();
  ledger.holds.clear();
  for (const facts of await endAll(ids)) expect(facts.execution.status).toBe("succeeded");
  expect(ledger.callsOf({ stepId: "b" })).toHaveLength(5);
  expect(await problems()).toEqual([]);
});
