/** Drives executions on Postgres. `createEngine` wires its parts; `start` and `drain` are the life of a process. */
import type { Sql } from "../../db/client";
import type { Plan } from "../core/plan/plan";
import { endLease } from "../store/leases";
import type { Signals } from "../store/signals";
import type { ExecutionStart } from "../store/start-values";
import { Admission } from "./admission";
import { createChildren } from "./children";
import { Claimer } from "./claimer";
import { systemClock } from "./clock";
import type { DriverEnvironment } from "./driver-environment";
import { failpoint } from "./failpoints";
import { Flusher } from "./flusher";
import { type HookPort, NO_HOOKS } from "./hook-port";
import { LEASE_DEFAULTS, Lease, type LeaseOptions } from "./lease";
import { isPlainStart } from "./newborn";
import { PlanCache } from "./plan-cache";
import type { Clock, EngineLog, ResultFiles, SecretSource, StepPort } from "./ports";

export interface EngineOptions {
  sql: Sql;
  /** What the flushes go through; absent: `sql`. */
  flushSql?: Sql;
  /** A client of its own for renewals: nothing else may keep them waiting. */
  leaseSql: Sql;
  signals: Signals;
  port: StepPort;
  results: ResultFiles;
  secrets: SecretSource;
  /** Absent: lifecycle hooks are told nothing. */
  hooks?: HookPort;
  log: EngineLog;
  clock?: Clock;
  lease?: LeaseOptions;
  /** Drive nothing but the executions that are handed to `take`; absent: whatever there is. */
  onlyTaken?: boolean;
}

export interface Engine {
  start(): Promise<void>;
  /** Hands all executions over within a second and stops. Safe to call twice. */
  drain(): Promise<void>;
  /** Looks for work now. */
  wake(): void;
  /** With `onlyTaken`: this process drives that execution, also before others may. */
  take(executionId: string): void;
  /**
   * Records an execution and drives it here, in one commit. False: it was not recorded; null: it has to be queued, since there is no
   * room here, others wait in line, or something about it needs a look at other executions first.
   */
  begin(start: ExecutionStart, plan: Plan): Promise<boolean> | null;
  /** Id of the process in the table of leases. */
  readonly processId: string;
  /** How many executions this process drives. */
  readonly driven: number;
}

/** Steps that are nearly done when the process is told to end may finish. */
const DRAIN_GRACE_MS = 500;

export function createEngine(options: EngineOptions): Engine {
  const { sql, leaseSql, signals, port, results, secrets, log, clock = systemClock, hooks = NO_HOOKS } = options;
  const lease = new Lease(leaseSql, clock, options.lease ?? LEASE_DEFAULTS, log, {
    onLost() {
      for (const driver of [...claimer.drivers.values()]) driver.close();
    },
    onRenewed: () => claimer.wake(),
  });
  const flusher = new Flusher(options.flushSql ?? sql, lease, log);
  const plans = new PlanCache(sql);
  const admission = new Admission(sql, log);
  const env: DriverEnvironment = {
    children: createChildren(sql, plans, results, clock),
    onChild: (id) => taken?.add(id),
    onRoom: (key) => admission.room(key),
    ...{ clock, port, results, secrets, hooks, flusher, lease, log },
    onProgress: (id) => claimer.gotOn(id),
    onReleased(id, fence, ended, wakeAt) {
      if (!ended) claimer.released(id, fence, wakeAt);
    },
    onClosed(driver, keepSession) {
      claimer.closed(driver);
      if (keepSession) return;
      port
        .release(driver.id)
        .catch((error) => log.warn({ err: error, executionId: driver.id }, "Its session did not close."));
    },
  };
  const taken = options.onlyTaken ? new Set<string>() : null;
  const claimer = new Claimer(sql, env, plans, admission, taken);
  const unsubscribe: (() => void)[] = [];
  let draining: Promise<void> | null = null;

  async function drain(): Promise<void> {
    for (const stop of unsubscribe) stop();
    await claimer.stop();
    const drivers = [...claimer.drivers.values()];
    await Promise.race([
      Promise.all(drivers.map((driver) => driver.idle())),
      new Promise((resolve) => setTimeout(resolve, DRAIN_GRACE_MS)),
    ]);
    // What has ended is written; the rest is handed over.
    for (const driver of [...claimer.drivers.values()]) driver.close();
    await flusher.idle();
    failpoint("before-hand-over");
    lease.stop();
    await endLease(sql, lease.id, clock.offsetMs());
    await Promise.allSettled(drivers.map((driver) => port.release(driver.id)));
  }

  return {
    async start() {
      await lease.start();
      unsubscribe.push(signals.on("work", () => claimer.wake()));
      unsubscribe.push(signals.on("command", () => claimer.lookForCommands()));
      claimer.start();
      log.info({ processId: lease.id }, "The engine looks for work.");
    },
    drain: () => (draining ??= drain()),
    wake: () => claimer.wake(),
    begin: (start, plan) => (isPlainStart(start) ? claimer.begin(start, plan) : null),
    take(executionId) {
      taken?.add(executionId);
      claimer.wake();
    },
    get processId() {
      return lease.id;
    },
    get driven() {
      return claimer.drivers.size;
    },
  };
}
