import { afterEach, beforeEach, expect, test } from "vitest";
import type { Sql } from "../../db/client";
import { planOf } from "../core/execution/testing/plan-of";
import { systemClock } from "./clock";
import { LEASE_DEFAULTS, Lease } from "./lease";
import type { Clock, StepOutcome } from "./ports";
import { EngineHarness } from "./testing/engine-harness";
import { deferred, ScriptedPort, succeed } from "./testing/scripted-port";

let harness: EngineHarness;
beforeEach(async () => {
  harness = await EngineHarness.create();
});
afterEach(() => harness.close());

test("a process that was frozen past its own deadline starts nothing, though the database still believes in its lease", async () => {
  let frozenMs = 0;
  // Its timers come later than what it had begun: else it would hear of its loss from them.
  const clock: Clock = {
    ...systemClock,
    monotonic: () => performance.now() + frozenMs,
    schedule: (at, wake) => systemClock.schedule(at, () => void (frozenMs > 0 || wake())),
  };
  const gate = deferred<StepOutcome>();
  const frozen = new ScriptedPort({ a: () => gate.promise });
  const { processId } = await harness.engine(frozen, { clock });
  const id = await harness.start(planOf([{ id: "a" }, { id: "b" }]));
  await harness.until(id, ({ steps }) => steps.a?.status === "running");
  // Frozen while the end of `a` is on its way: had it noticed before, it would not have sent it.
  await harness.db.sql.begin(async (held) => {
    await held`select 1 from executions where id = ${id} for update`;
    gate.resolve(succeed("done"));
    await expect.poll(() => waiting(harness.db.sql), { timeout: 5_000 }).toBe(1);
    frozenMs = 10_000;
  });
  await harness.until(id, ({ steps }) => steps.b?.status === "running");
  expect(frozen.callsOf("b")).toHaveLength(0);
  await harness.db.sql`update processes set expires_at = now() - interval '1 second' where id = ${processId}`;
  const second = new ScriptedPort();
  await harness.engine(second);
  await harness.ended(id);
  const calls = [...frozen.calls, ...second.calls].map((call) => call.stepId);
  expect(calls).toEqual(["a", "b"]);
});

/** How many statements in this database wait for a row that somebody else holds. */
async function waiting(sql: Sql): Promise<number> {
  const rows = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return rows.length;
}

test("a renewal that was put off while the process was frozen gives nothing back that had run out", async () => {
  let [frozenMs, lost, renewals] = [0, 0, 0];
  const timers: (() => void)[] = [];
  const third = deferred<void>();
  const clock = {
    ...systemClock,
    monotonic: () => performance.now() + frozenMs,
    schedule: (_at: number, wake: () => void) => {
      timers.push(wake);
      return () => {};
    },
  };
  const log = { info() {}, warn() {}, error: console.error };
  const lease = new Lease(harness.db.sql, clock, LEASE_DEFAULTS, log, {
    onLost: () => {
      lost += 1;
    },
    onRenewed: () => {
      renewals += 1;
      if (renewals === 3) third.resolve();
    },
  });
  await lease.start();
  const first = lease.id;
  const other = await harness.db.sql.reserve();
  await other`begin`;
  await other`select 1 from processes where id = ${first} for update`;
  // One renewal waits for the row, the next one for that renewal.
  timers[0]?.();
  timers[1]?.();
  frozenMs = 10_000;
  await other`commit`;
  other.release();
  await third.promise;
  expect(lost).toBe(1);
  expect(lease.id).not.toBe(first);
  lease.stop();
});
