/**
 * Drives one execution while this process holds its lease. Events go through the pure `transition`, one after the other; what
 * it decides is written by the next flush; and only once it is on disk are the effects performed. State in memory runs ahead
 * of the disk, effects never do.
 */
import type { Effect, Transition } from "../core/execution/effect";
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
import { Attempts, type Beside, type DriverHooks } from "./attempts";
import type { DriverEnvironment } from "./driver-environment";
import { type EffectScene, performEffects } from "./effects";
import type { FlushAnswer, FlushRequest, Writer } from "./flusher";
import { Hooks } from "./hooks";
import { nextWake } from "./next-wake";
import { endNotification, failureNotification, questionNotifications } from "./notification";
import { Orders } from "./orders";
import { PendingWrite } from "./pending-write";
import type { Rebuilt } from "./rebuild";
import { inlineResult } from "./stored-result";
import { childEndedTell, childTell } from "./tell";
import { Timers } from "./timers";

/** A wait that is longer gives the lease back: it costs nothing then, and any process may go on. */
const HOLD_WAIT_MS = 2_000;
/** Claims in a row after crashes, without the end of a step, until the running steps are given up. */
const CRASH_LOOP = 5;

export class Driver implements Writer {
  readonly id: string;
  readonly lane: string;
  /** Whether the first write was recorded. */
  readonly begun: Promise<boolean>;
  private hasBegun: (recorded: boolean) => void = () => {};
  private state: ExecutionState;
  private readonly pending: PendingWrite;
  private readonly attempts: Attempts;
  private readonly orders: Orders;
  private readonly timers: Timers;
  private readonly hooks: Hooks;
  /** Events that wait for the say of hooks. */
  private held = 0;
  private effects: Effect[] = [];
  /** What to do once each write that is on its way is recorded, in order. */
  private readonly afterFlush: { effects: Effect[]; release: boolean; ended: boolean; wakeAt: number | null }[] = [];
  private queued = false;
  private readonly request: FlushRequest = {
    item: this,
    resolve: (answer) => this.flushed(answer),
    reject: (error) => this.flushFailed(error),
  };
  private readonly scene: EffectScene;
  private closed = false;

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
    this.begun = new Promise((resolve) => {
      this.hasBegun = resolve;
    });
    this.state = rebuilt.state;
    this.pending = new PendingWrite(plan, claimed.seq, rebuilt.rows, claimed.crashes, start);
    const hooks: DriverHooks = {
      state: () => this.state,
      isClosed: () => this.closed,
      apply: (event, beside) => this.apply(event, beside),
      added: () => this.requestFlush(),
      gate: (step) => this.hooks.gate(step, this.state),
    };
    this.hooks = new Hooks(env.hooks, env.log, { claimed, plan, pending: this.pending });
    this.attempts = new Attempts(env, { claimed, plan, browsers: rebuilt.browsers, pending: this.pending }, hooks);
    this.orders = new Orders(env, { id: claimed.id, plan, pending: this.pending }, hooks);
    this.timers = new Timers(env.clock);
    this.scene = {
      attempts: this.attempts,
      timers: this.timers,
      clock: env.clock,
      apply: (event) => this.apply(event),
    };
  }

  /** Goes on where the rows say that it stood. One that is canceled before it began does not begin. */
  begin(commands: readonly StoredCommand[] = []): void {
    const isQueued = this.state.status === "queued";
    for (const command of commands) if (isQueued && command.command === "cancel") this.obey(command);
    if (!this.claimed.held) this.goOn();
    // Even a claim that changes nothing ends with a decision: keep the lease, or let go.
    this.requestFlush();
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
    this.hasBegun(false);
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
    const wakeAt = nextWake(this.plan, this.state);
    const release = ended || this.canLetGo(wakeAt);
    const effects = this.effects;
    this.effects = [];
    if (ended) this.tellOfEnd();
    const { userId, fence } = this.claimed;
    const write = this.pending.take(
      { id: this.id, userId, fence, release, wakeAt: release && !ended ? wakeAt : null },
      this.state,
    );
    if (write.progressed) this.env.onProgress(this.id);
    this.afterFlush.push({ effects, release, ended, wakeAt });
    return write;
  }

  private tellOfEnd(): void {
    const notification = endNotification(this.claimed, this.state);
    if (notification) this.pending.addNotification(notification);
    const tell = childEndedTell(this.claimed);
    if (tell) this.pending.addTell(tell);
  }

  private apply(event: EngineEvent, beside: Beside = {}): void {
    if (this.closed) return;
    const result = transition(this.plan, this.state, event, this.hooks.failures);
    const undecided = this.hooks.undecided(result.transitions);
    if (undecided !== null) return void this.hold(event, beside, undecided, result.state);
    this.state = result.state;
    for (const entry of result.transitions) {
      // What is said about the end of an execution has to stand before it.
      if (entry.step === null) this.hooks.record(entry, this.state);
      this.record(entry, event, beside);
      if (entry.step !== null) this.hooks.record(entry, this.state);
    }
    for (const effect of result.effects) {
      if (effect.type === "tell-child") this.pending.addTell(childTell(this.id, effect));
      else this.effects.push(effect);
    }
    if (result.transitions.length > 0 || result.effects.length > 0) this.requestFlush();
  }

  /** Hooks have a say about what an event would end: it is applied when they have said it. */
  private async hold(event: EngineEvent, beside: Beside, moment: Moment, state: ExecutionState): Promise<void> {
    this.held += 1;
    await this.hooks.decide(moment, state);
    this.held -= 1;
    this.apply(event, beside);
  }

  private record(transition: Transition, event: EngineEvent, { stored, browser, child }: Beside): void {
    if (transition.step === null) return this.pending.addTransition(transition, null, null);
    const own = "step" in event && event.step === transition.step && (event.item ?? null) === transition.item;
    const { entry, kind } = transition;
    const result = own && stored ? stored : kind === "step.succeeded" ? inlineResult(entry.result) : null;
    this.pending.addTransition(transition, result, own ? (browser ?? null) : null);
    if (own && child && entry.childId === child.id) {
      this.pending.addStart(child);
      this.env.onChild(child.id);
    }
    for (const question of questionNotifications(this.claimed, this.plan, transition)) {
      this.pending.addNotification(question);
    }
    const failure = failureNotification(this.claimed, this.plan, transition);
    if (failure) this.pending.addNotification(failure);
  }

  private requestFlush(): void {
    if (this.queued || this.closed) return;
    this.queued = true;
    this.env.flusher.add(this.request);
  }

  private flushed(answer: FlushAnswer): void {
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

  private flushFailed(error: unknown): void {
    this.env.log.error({ err: error, executionId: this.id }, "A flush failed; the execution is left to the sweeper.");
    this.close();
  }

  private recorded(): void {
    this.hasBegun(true);
    const after = this.afterFlush.shift();
    if (!after || this.closed) return;
    if (after.release) {
      this.env.onReleased(this.id, this.claimed.fence, after.ended, after.wakeAt);
      if (after.ended && this.claimed.concurrencyKey !== null) this.env.onRoom(this.claimed.concurrencyKey);
      return this.close({ keepSession: !after.ended });
    }
    performEffects(after.effects, this.scene);
  }

  private watchDeadline(): void {
    if (this.state.deadlineAt === null || this.closed) return;
    this.timers.set("deadline", this.state.deadlineAt, (at) => this.apply({ type: "execution.deadline_reached", at }));
  }

  private canLetGo(wakeAt: number | null): boolean {
    if (this.state.running > 0 || this.held > 0 || this.attempts.busy || this.orders.busy) return false;
    if (this.effects.some((effect) => effect.type !== "start-timer")) return false;
    return wakeAt === null || wakeAt - this.env.clock.now() > HOLD_WAIT_MS;
  }
}
