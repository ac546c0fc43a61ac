/**
 * Finds work: executions that are due, have a command waiting, or lost their process. A NOTIFY wakes it; a poll once a
 * second is the guarantee. Recovery is this same loop, all the time, not something done once at start.
 */
import type { Sql } from "../../db/client";
import type { Plan } from "../core/plan/plan";
import {
  type ClaimedExecution,
  claimExecutions,
  loadLastSeqs,
  loadSteps,
  ownedExecutions,
  releaseOrphans,
  type StoredStep,
  SUSPECT_CRASHES,
} from "../store/claims";
import { deleteStaleCommands, loadCommands, type StoredCommand } from "../store/commands";
import { type ExecutionStart, laneOf } from "../store/start-values";
import type { Admission } from "./admission";
import { Driver } from "./driver";
import type { DriverEnvironment } from "./driver-environment";
import { failpoint } from "./failpoints";
import { Growth } from "./growth";
import { Lanes } from "./lanes";
import { claimedAtBirth, rebuiltAtBirth } from "./newborn";
import type { PlanCache } from "./plan-cache";
import { rebuild } from "./rebuild";
import { Suspects } from "./suspects";

const BATCH = 200;
const MAX_DRIVEN = 4_000;
/** So many at once are a line: there may be more. With fewer the next poll is soon enough. */
const A_LINE = 20;
const ENOUGH_ROOM = 100;
const POLL_MS = 1_000;
/** Every so many polls, give back what is owned but not driven. */
const ORPHANS_EVERY = 10;

export class Claimer {
  readonly drivers = new Map<string, Driver>();
  private readonly suspects: Suspects;
  private readonly growth: Growth;
  private readonly lanes = new Lanes(MAX_DRIVEN);
  private readonly lastFence = new Map<string, number>();
  private again = false;
  private endedSinceLook = 0;
  /** More was due at the last look than there was room for: what ends makes some. */
  private behind = false;
  private commandsDue = false;
  private busy: Promise<void> | null = null;
  private polls = 0;
  private stopped = false;
  private cancelPoll: (() => void) | null = null;

  constructor(
    private readonly sql: Sql,
    private readonly env: DriverEnvironment,
    private readonly plans: PlanCache,
    private readonly admission: Admission,
    /** Null: whatever there is. Else nothing but these executions. */
    private readonly only: Set<string> | null,
  ) {
    this.growth = new Growth(sql, env.log);
    this.suspects = new Suspects(() => env.clock.monotonic());
  }

  start(): void {
    const poll = () => {
      if (this.stopped) return;
      this.polls += 1;
      this.lookForCommands();
      this.admitHeld();
      this.cancelPoll = this.env.clock.schedule(this.env.clock.now() + POLL_MS, poll);
    };
    poll();
  }

  /** Executions that wait for others with their concurrency key are looked at with every poll. */
  private admitHeld(): void {
    if (this.env.lease.isValid()) this.admission.sweep();
  }

  /** Looks for work now, and once more if something arrives meanwhile. */
  wake(): void {
    if (this.stopped) return;
    this.again = true;
    if (!this.busy) this.busy = this.loop().finally(() => (this.busy = null));
  }

  /** A command may wait for an execution that is driven here. */
  lookForCommands(): void {
    this.commandsDue = true;
    this.wake();
  }

  /** No new work; resolves when none is being taken. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelPoll?.();
    await this.busy;
    await this.admission.idle();
    await this.growth.idle();
  }

  /** This process drives an execution no more. */
  closed(driver: { id: string }): void {
    const known = this.drivers.get(driver.id);
    if (known !== driver) return;
    this.drivers.delete(driver.id);
    this.lanes.remove(known.lane);
    this.gotOn(driver.id);
    // Not for each one that ends: a look costs as much for one as for many.
    this.endedSinceLook += 1;
    if (this.behind && this.endedSinceLook >= ENOUGH_ROOM) this.wake();
  }

  /** A step of it has ended: if it was under suspicion, the next one may be taken up. */
  gotOn(id: string): void {
    if (this.suspects.clear(id)) this.wake();
  }

  /** An execution was let go; remembers it, so that a live browser session can be told from a stale one. */
  released(id: string, fence: number, wakeAt: number | null): void {
    this.lastFence.set(id, fence);
    const oldest = this.lastFence.keys().next().value;
    if (this.lastFence.size > MAX_DRIVEN && oldest !== undefined) this.lastFence.delete(oldest);
    if (wakeAt !== null) this.env.clock.schedule(wakeAt, () => this.wake());
  }

  private async loop(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        await this.round();
      } catch (error) {
        this.env.log.warn({ err: error }, "Looking for work failed; trying again.");
        this.polls = ORPHANS_EVERY - 1;
        return;
      }
    }
  }

  private async round(): Promise<void> {
    if (!this.env.lease.isValid()) return this.env.lease.noticeLoss();
    const processId = this.env.lease.id;
    const offset = this.env.clock.offsetMs();
    if (this.polls >= ORPHANS_EVERY) {
      this.polls = 0;
      await this.releaseOrphans(processId, offset);
      await deleteStaleCommands(this.sql);
    }
    failpoint("before-claim");
    const room = Math.min(BATCH, this.lanes.free);
    const narrow = this.lanes.narrow(room);
    this.endedSinceLook = 0;
    const request = { limit: room, offsetMs: offset, narrow, suspects: this.suspects.room };
    const claimed =
      room > 0 ? await claimExecutions(this.sql, processId, { ...request, only: this.only && [...this.only] }) : [];
    for (const { id, crashes } of claimed) if (crashes >= SUSPECT_CRASHES) this.suspects.add(id);
    if (claimed.length > 0) failpoint("after-claim");
    if (claimed.some((execution) => execution.status !== "queued" || execution.held)) this.commandsDue = true;
    // Read before the claimed ones begin: one that only waits lets go at once, and would do so before it heard of an order.
    const commands = await this.dueCommands(processId, claimed.length);
    if (claimed.length > 0) await this.drive(claimed, commands, processId);
    for (const command of commands) this.drivers.get(command.executionId)?.obey(command);
    this.behind = claimed.length >= Math.min(room, A_LINE) || narrow.length > 0;
    if (claimed.length > 0 && this.behind) this.again = true;
  }

  /** In two looks: what begins between them has a driver before it has a row. */
  private async releaseOrphans(processId: string, offsetMs: number): Promise<void> {
    const owned = await ownedExecutions(this.sql, processId);
    const orphans = owned.filter((id) => !this.drivers.has(id));
    await releaseOrphans(this.sql, processId, orphans, offsetMs);
  }

  private async drive(claimed: ClaimedExecution[], commands: StoredCommand[], processId: string): Promise<void> {
    // One that is queued has no steps yet, unless it began with ends: a replay, a test.
    const begun = claimed.filter(({ status, seq }) => status !== "queued" || seq > 1).map(({ id }) => id);
    const steps = byExecution(begun.length > 0 ? await loadSteps(this.sql, begun) : []);
    const seqs = begun.length > 0 ? await loadLastSeqs(this.sql, begun) : new Map<string, number>();
    for (const row of claimed) {
      const execution = { ...row, seq: seqs.get(row.id) ?? row.seq };
      try {
        const own = commands.filter((command) => command.executionId === execution.id);
        await this.driveOne(execution, steps.get(execution.id) ?? [], own, processId);
      } catch (error) {
        this.env.log.error(
          { err: error, executionId: execution.id },
          "An execution could not be taken up; it is given back.",
        );
        const driver = this.drivers.get(execution.id);
        if (driver) this.closed(driver);
      }
    }
  }

  private async driveOne(
    execution: ClaimedExecution,
    rows: StoredStep[],
    commands: StoredCommand[],
    processId: string,
  ): Promise<void> {
    const plan = await this.plans.get(execution.planHash);
    const rebuilt = await rebuild(execution, plan, rows, this.env.results);
    // Another process drove it since: what this one remembers of its browser is stale.
    if (execution.fence > 1 && this.lastFence.get(execution.id) !== execution.fence - 1)
      await this.env.port.release(execution.id);
    this.lastFence.delete(execution.id);
    if (processId !== this.env.lease.id) return;
    const driver = new Driver(this.env, execution, plan, rebuilt);
    this.hold(driver);
    driver.begin(commands);
  }

  private hold(driver: Driver): void {
    this.drivers.set(driver.id, driver);
    this.lanes.add(driver.lane);
    this.growth.note();
  }

  /** Drives an execution that has no row yet: its first write makes it. Null: there is no room, or others wait in line. */
  begin(start: ExecutionStart, plan: Plan): Promise<boolean> | null {
    if (this.stopped || this.only || this.behind || !this.env.lease.isValid()) return null;
    if (this.drivers.has(start.id) || this.lanes.room(laneOf(start)) <= 0) return null;
    const claimed = claimedAtBirth(start);
    const known = this.plans.keep(plan);
    const driver = new Driver(this.env, claimed, known, rebuiltAtBirth(claimed, known), start);
    this.hold(driver);
    return driver.recordBegin();
  }

  private async dueCommands(processId: string, claimed: number): Promise<StoredCommand[]> {
    if (!this.commandsDue || this.drivers.size + claimed === 0) return [];
    this.commandsDue = false;
    return loadCommands(this.sql, processId);
  }
}

function byExecution(rows: StoredStep[]): Map<string, StoredStep[]> {
  const map = new Map<string, StoredStep[]>();
  for (const row of rows) {
    const list = map.get(row.executionId);
    if (list) list.push(row);
    else map.set(row.executionId, [row]);
  }
  return map;
}
