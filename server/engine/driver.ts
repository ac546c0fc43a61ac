/**
 * Drives one execution while this process holds its lease. Events go through the pure `transition`, one after the other; what
 * it decides is written by the next flush; and only once it is on disk are the effects performed. State in memory runs ahead
 * of the disk, effects never do.
 */
import type { Effect } from "../core/execution/effect";
import type { EngineEvent } from "../core/execution/engine-event";
import type { ExecutionState } from "../core/execution/state";
import { isExecutionEnded } from "../core/execution/states";
import { transition } from "../core/execution/transition";
import type { Moment } from "../core/hooks/moments";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution } from "../store/claims";
import type { StoredCommand } from "../store/commands";
import type { ExecutionWrite } from "../store/flush";
import { type ExecutionStart, laneOf } from "../store/start-values";
import { Attempts, type Beside, type Driven, type DriverHost } from "./attempts";
import type { DriverEnvironment } from "./driver-environment";
import { type EffectScene, performEffects } from "./effects";
import type { FlushAnswer, FlushRequest, Writer } from "./flusher";
import { Hooks } from "./hooks";
import { nextWake } from "./next-wake";
import { Orders } from "./orders";
import { PendingWrite } from "./pending-write";
import type { Clock } from "./ports";
import type { Rebuilt } from "./rebuild";
import { recordEnd, recordTells, recordTransition } from "./recording";
import { Timers } from "./timers";

/** A wait that is longer gives the lease back: it costs nothing then, and any process may go on. */
const HOLD_WAIT_MS = 2_000;
/** Claims in a row after crashes, without the end of a step, until the running steps are given up. */
const CRASH_LOOP = 5;

/**
 * It is its own request to the flusher, the host of its parts and the scene of its effects: thousands of these are under way, and a
 * closure for each of that would be most of what they weigh.
 */
export class Driver implements Writer, FlushRequest, DriverHost, EffectScene {
  readonly id: string;
  readonly lane: string;
  readonly item: Writer = this;
  readonly attempts: Attempts;
  readonly timers: Timers;
  /** Where it stands now. */
  state: ExecutionState;
  /** It is driven here no more. */
  closed = false;
  /** Of one that begins here: who waits to hear whether its first write was recorded. */
  private begun: ((recorded: boolean) => void) | null = null;
  private readonly driven: Driven;
  private readonly orders: Orders;
  private readonly hooks: Hooks;
  /** Events that wait for the say of hooks. */
  private held = 0;
  private effects: Effect[] = NOTHING;
  /** What to do once the write that is on its way is recorded. */
  private after: AfterFlush | null = null;
  private queued = false;

  constructor(
    private readonly env: DriverEnvironment,
    private readonly claimed: ClaimedExecution,
    private readonly plan: Plan,
    rebuilt: Rebuilt,
    /** It has no row yet: its first write makes it. */
    start: ExecutionStart | null = null,
  ) {
    this.id = claimed.id;
    this.lane = laneOf(claimed);
    this.state = rebuilt.state;
    const pending = new PendingWrite(plan, claimed.seq, rebuilt.rows, claimed.crashes, start);
    this.driven = { claimed, plan, browsers: rebuilt.browsers, pending };
    this.hooks = new Hooks(env.hooks, env.log, this.driven);
    this.attempts = new Attempts(env, this.driven, this);
    this.orders = new Orders(env, this.driven, this);
    this.timers = new Timers(env.clock);
  }

  get clock(): Clock {
    return this.env.clock;
  }

  /** Goes on where the rows say that it stood. One that is canceled before it began does not begin. */
  begin(commands: readonly StoredCommand[] = []): void {
    const isQueued = this.state.status === "queued";
    for (const command of commands) if (isQueued && command.command === "cancel") this.obey(command);
    if (!this.claimed.held) this.goOn();
    // Even a claim that changes nothing ends with a decision: keep the lease, or let go.
    this.added();
  }

  /** Begins one that has no row: says whether its first write, which makes it, was recorded. */
  recordBegin(): Promise<boolean> {
    return new Promise((resolve) => {
      this.begun = resolve;
      this.begin();
    });
  }

  private goOn(): void {
    const at = this.env.clock.now();
    const { deadlineAt } = this.state;
    if (deadlineAt !== null && at >= deadlineAt) this.apply({ type: "execution.deadline_reached", at });
    this.apply({ type: "execution.claimed", at, crashLoop: this.claimed.crashes >= CRASH_LOOP });
    this.watchDeadline();
  }

  obey(command: StoredCommand): void {
    this.orders.obey(command);
  }

  /** The lease is gone or given back: stop everything, write nothing more. `keepSession`: the browser may stay open. */
  close({ keepSession = false }: { keepSession?: boolean } = {}): void {
    if (this.closed) return;
    this.closed = true;
    this.begun?.(false);
    this.timers.clear();
    this.attempts.handOver();
    this.env.onClosed(this, keepSession);
  }

  /** Resolves when no attempt of this execution runs in this process. */
  idle(): Promise<void> {
    return this.attempts.idle();
  }

  takeWrite(): ExecutionWrite {
    this.queued = false;
    const ended = isExecutionEnded(this.state.status);
    const wakeAt = ended || this.busy ? null : nextWake(this.plan, this.state);
    const release = ended || (!this.busy && (wakeAt === null || wakeAt - this.env.clock.now() > HOLD_WAIT_MS));
    const { effects } = this;
    this.effects = NOTHING;
    if (ended) recordEnd(this.driven, this.state);
    const { userId, fence } = this.claimed;
    const write = this.driven.pending.take(
      { id: this.id, userId, fence, release, wakeAt: release ? wakeAt : null },
      this.state,
    );
    if (write.progressed) this.env.onProgress(this.id);
    // Batches of a line are written one after the other, so there is never a second one.
    this.after = { effects, release, ended, wakeAt };
    return write;
  }

  apply(event: EngineEvent, beside: Beside = {}): void {
    if (this.closed) return;
    const result = transition(this.plan, this.state, event, this.hooks.failures);
    const undecided = this.hooks.undecided(result.transitions);
    if (undecided !== null) return void this.hold(event, beside, undecided, result.state);
    this.state = result.state;
    for (const entry of result.transitions) {
      // What is said about the end of an execution has to stand before it.
      if (entry.step === null) this.hooks.record(entry, this.state);
      recordTransition(this.driven, entry, event, beside, this.env);
      if (entry.step !== null) this.hooks.record(entry, this.state);
    }
    const effects = recordTells(this.driven, result.effects);
    if (this.effects.length === 0) this.effects = effects;
    else this.effects.push(...effects);
    if (result.transitions.length > 0 || result.effects.length > 0) this.added();
  }

  /** Hooks have a say about what an event would end: it is applied when they have said it. */
  private async hold(event: EngineEvent, beside: Beside, moment: Moment, state: ExecutionState): Promise<void> {
    this.held += 1;
    await this.hooks.decide(moment, state);
    this.held -= 1;
    this.apply(event, beside);
  }

  /** Something waits to be written. */
  added(): void {
    if (this.queued || this.closed) return;
    this.queued = true;
    this.env.flusher.add(this);
  }

  gate(step: number): Promise<string | null> | null {
    return this.hooks.gate(step, this.state);
  }

  /** Hears what became of a write that was taken. */
  resolve(answer: FlushAnswer): void {
    try {
      if (answer === "recorded") this.recorded();
      else this.close();
    } catch (error) {
      // A defect of the program: it must not be taken for one of the flush, in which others had a part.
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  reject(error: unknown): void {
    this.env.log.error({ err: error, executionId: this.id }, "A flush failed; the execution is left to the sweeper.");
    this.close();
  }

  private recorded(): void {
    this.begun?.(true);
    this.begun = null;
    const { after } = this;
    this.after = null;
    if (!after || this.closed) return;
    if (after.release) {
      this.env.onReleased(this.id, this.claimed.fence, after.ended, after.wakeAt);
      if (after.ended && this.claimed.concurrencyKey !== null) this.env.onRoom(this.claimed.concurrencyKey);
      return this.close({ keepSession: !after.ended });
    }
    performEffects(after.effects, this);
  }

  private watchDeadline(): void {
    if (this.state.deadlineAt === null || this.closed) return;
    this.timers.set("deadline", this.state.deadlineAt, (at) => this.apply({ type: "execution.deadline_reached", at }));
  }

  /** Whether this process has something to do for it, or soon will have. */
  private get busy(): boolean {
    if (this.state.running > 0 || this.held > 0 || this.attempts.busy || this.orders.busy) return true;
    return this.effects.some((effect) => effect.type !== "start-timer");
  }
}

/** Shared: nothing is ever added to it. */
const NOTHING: Effect[] = [];

interface AfterFlush {
  effects: readonly Effect[];
  release: boolean;
  ended: boolean;
  wakeAt: number | null;
}
