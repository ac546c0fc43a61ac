/**
 * A process's right to drive executions. It is renewed in the database, but believed locally: every renewal sets a deadline
 * on the monotonic clock, counted from *before* it was sent, and past that deadline nothing may be started. So a process
 * that was frozen and thaws knows at once that others may have taken over, before it asks anybody.
 */
import { hostname } from "node:os";
import type { Sql } from "../../db/client";
import { newId } from "../new-id";
import { forgetDeadProcesses, renewLease } from "../store/leases";
import type { Clock, EngineLog } from "./ports";

export interface LeaseOptions {
  leaseMs: number;
  renewEveryMs: number;
  /** Stop this long before others may take over. */
  marginMs: number;
}

export const LEASE_DEFAULTS: LeaseOptions = { leaseMs: 8_000, renewEveryMs: 2_000, marginMs: 1_000 };

export class Lease {
  /** Random, and a new one after each loss: executions of a lost lease belong to a process that no longer exists. */
  id = newId();
  private validUntil = Number.NEGATIVE_INFINITY;
  private cancelTimer: (() => void) | null = null;
  private renewing: Promise<void> | null = null;
  private overdue = false;
  private stopped = false;
  private held = false;

  /** `sql` is a connection of its own, so that no other work can keep a renewal waiting. */
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly options: LeaseOptions,
    private readonly log: EngineLog,
    private readonly hooks: {
      /** Drop everything. */
      onLost(): void;
      /** Claims made while the lease had run out came to nothing: look again. */
      onRenewed(): void;
    },
  ) {}

  /** Whether this process may start something now. Asked before every side effect. */
  isValid(): boolean {
    return !this.stopped && this.clock.monotonic() < this.validUntil;
  }

  async start(): Promise<void> {
    await this.renew();
    this.scheduleNext();
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer?.();
  }

  private scheduleNext(): void {
    if (this.stopped) return;
    this.cancelTimer = this.clock.schedule(this.clock.now() + this.options.renewEveryMs, () => {
      this.noticeLoss();
      this.renewSoon();
      this.scheduleNext();
    });
  }

  /** A renewal that hangs is not waited for: the deadline runs on without it. One that fell due meanwhile follows it. */
  private renewSoon(): void {
    if (this.renewing) {
      this.overdue = true;
      return;
    }
    this.renewing = this.renew().finally(() => {
      this.renewing = null;
      if (this.overdue && !this.stopped) this.renewSoon();
    });
    this.overdue = false;
  }

  /** Drops everything when the deadline has passed. Called by timers, and by whoever finds the lease invalid. */
  noticeLoss(): void {
    if (!this.held || this.stopped || this.isValid()) return;
    this.held = false;
    this.log.warn({ processId: this.id }, "The lease ran out; its executions are left to others.");
    this.id = newId();
    this.hooks.onLost();
  }

  private async renew(): Promise<void> {
    // One that was put off, or waited for while the process was frozen: what ran out stays lost.
    this.noticeLoss();
    const sentAt = this.clock.monotonic();
    const { id } = this;
    try {
      await renewLease(
        this.sql,
        { id, host: hostname(), pid: process.pid },
        this.options.leaseMs,
        this.clock.offsetMs(),
      );
      if (id !== this.id) return;
      this.validUntil = sentAt + this.options.leaseMs - this.options.marginMs;
      if (this.isValid()) this.held = true;
      this.hooks.onRenewed();
      await forgetDeadProcesses(this.sql);
    } catch (error) {
      this.log.warn({ err: error }, "The lease could not be renewed; trying again.");
    }
  }
}
