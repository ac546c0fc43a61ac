/**
 * What a process does that drives executions, for tests that kill it: a whole engine whose steps tell the test's ledger that they
 * were called. It says `ready` on standard output, then one line for each thing it logs, and takes orders, one a line, on standard
 * input.
 */
import { createInterface, type Interface } from "node:readline";
import { openDatabase, openLeaseClient, type Sql } from "../../../db/client";
import { recordCommand } from "../../store/commands";
import { listenToSignals, type Signals } from "../../store/signals";
import { startExecutions } from "../../store/start-executions";
import { createEngine } from "../engine";
import { armFailpoint, failpoint } from "../failpoints";
import type { HookPort } from "../hook-port";
import type { EngineLog } from "../ports";
import { JumpingClock } from "./jumping-clock";
import type { WorkerOrder } from "./worker-orders";
import { folderResults, ledgerPort } from "./worker-port";

const { DATABASE_URL: url = "", LEDGER_URL: ledger = "", LEASE_MS: leaseMs = "8000", RESULTS = "" } = process.env;
const POOL = 6;

const say = (_: object, message: string) => console.log(message);
const log: EngineLog = { info: say, warn: say, error: say };

/** What a worker has besides its engine. */
export interface WorkerParts {
  sql: Sql;
  signals: Signals;
  log: EngineLog;
}

/** Who does its hooks. */
export interface WorkerHooks {
  port: HookPort;
  stop(): Promise<void>;
}

/** Starts it, and ends with the process. */
export async function runWorker(hooksOf?: (parts: WorkerParts) => Promise<WorkerHooks>): Promise<void> {
  const lease = Number(leaseMs);
  /** As in production: a connection is given up sooner than half of a lease, one of the pool not before the lease is lost. */
  const silence = lease / 2;
  const db = openDatabase({ url, max: POOL, silenceMs: lease * 2 });
  const leaseSql = openLeaseClient(url, silence);
  const signals = await listenToSignals(db.sql);
  const hooks = await hooksOf?.({ sql: db.sql, signals, log });
  const clock = new JumpingClock();
  const engine = createEngine({
    ...{ sql: db.sql, flushSql: db.flush, leaseSql, signals, log, clock, port: ledgerPort(ledger, clock) },
    lease: { leaseMs: lease, renewEveryMs: lease / 4, marginMs: lease / 8 },
    results: folderResults(RESULTS),
    secrets: { read: async () => null },
    ...(hooks ? { hooks: hooks.port } : {}),
  });
  await engine.start();
  const input = takeOrders((order) => obey(order, db.sql, clock));
  process.once("SIGTERM", async () => {
    await engine.drain();
    await hooks?.stop();
    await signals.close();
    await Promise.all([db.close(), leaseSql.end({ timeout: 1 })]);
    // Nothing is open any more but the input, so the process ends by itself. The engine's timers keep no process alive; the
    // input stands for a server's socket.
    input.close();
    process.stdin.destroy();
  });
  console.log("ready");
}

async function obey(order: WorkerOrder, sql: Sql, clock: JumpingClock): Promise<void> {
  switch (order.do) {
    case "arm":
      return armFailpoint(order.failpoint);
    case "jump":
      clock.jumpedMs += order.ms;
      return;
    case "exhaust":
      await Promise.all(Array.from({ length: POOL }, () => sql`select pg_sleep(${order.ms / 1000})`));
      return;
    case "start":
      failpoint("before-start");
      await startExecutions(sql, [{ ...order.start, createdAt: new Date() }]);
      return failpoint("after-start");
    case "command":
      return recordCommand(sql, order.command);
  }
}

function takeOrders(carryOut: (order: WorkerOrder) => Promise<void>): Interface {
  let orders = 0;
  return createInterface(process.stdin).on("line", async (line) => {
    orders += 1;
    const number = orders;
    try {
      await carryOut(JSON.parse(line) as WorkerOrder);
      console.log(`done ${number}`);
    } catch (error) {
      console.log(`refused ${number} ${error instanceof Error ? error.message : error}`);
    }
  });
}
