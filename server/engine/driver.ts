/**
 * Drives one execution while this process holds its lease. Events go through the pure `transition`, one after the other; what
 * it decides is written by the next flush; and only once it is on disk are the effects performed. State in memory runs ahead
 * of the disk, effects never do.
 */
import { contextOf } from "../core/execution/context";
import type { Effect, Transition } from "../core/execution/effect";
import type { EngineEvent } from "../core/execution/engine-event";
import type { ExecutionState } from "../core/execution/state";
import { isExecutionEnded } from "../core/execution/states";
import { transition } from "../core/execution/transition";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution } from "../store/claims";
import type { StoredCommand } from "../store/commands";
import type { ExecutionWrite } from "../store/flush";
import { eventOf } from "./command-event";
import type { DriverEnvironment } from "./driver-environment";
import type { Writer } from "./flusher";
import { nextWake } from "./next-wake";
import { endNotification } from "./notification";
import { PendingWrite } from "./pending-write";
import type { BrowserState } from "./ports";
import type { Rebuilt } from "./rebuild";
import { readSecrets } from "./secrets";
import { stepCall } from "./step-call";
import { stepIo } from "./step-io";
import { type Attempt, type AttemptEnd, beginAttempt } from "./step-runner";
import { inlineResult, isLarge, type StoredResult, storeResult } from "./stored-result";
import { Timers } from "./timers";

/** A wait that is longer gives the lease back: it costs nothing then, and any process may go on. */
const HOLD_WAIT_MS = 2_000;
/** Claims in a row after crashes, without the end of a step, until the running steps are given up. */
const CRASH_LOOP = 5;

export class Driver implements Writer {
  readonly id: string;
  private state: ExecutionState;
  private readonly pending: PendingWrite;
  private readonly browsers: Map<number, BrowserState>;
  private readonly attempts = new Map<number, Attempt>();
  private readonly timers: Timers;
  private readonly seenCommands = new Set<number>();
  private effects: Effect[] = [];
  /** What to do once each write that is on its way is recorded, in order. */
  private readonly afterFlush: { effects: Effect[]; release: boolean; ended: boolean; wakeAt: number | null }[] = [];
  private queued = false;
  private storing = 0;
  private closed = false;

  constructor(
    private readonly env: DriverEnvironment,
    private readonly claimed: ClaimedExecution,
    private readonly plan: Plan,
    rebuilt: Rebuilt,
  ) {
    this.id = claimed.id;
    this.state = rebuilt.state;
    this.browsers = rebuilt.browsers;
    this.pending = new PendingWrite(plan, claimed.seq);
    this.timers = new Timers(env.clock);
  }

  /** Goes on where the rows say that it stood. */
  begin(): void {
    const at = this.env.clock.now();
    const { deadlineAt } = this.state;
    if (deadlineAt !== null && at >= deadlineAt) this.apply({ type: "execution.deadline_reached", at });
    this.apply({ type: "execution.claimed", at, crashLoop: this.claimed.crashes >= CRASH_LOOP });
    this.watchDeadline();
    // Even a claim that changes nothing ends with a decision: keep the lease, or let go.
    this.requestFlush();
  }

  obey(command: StoredCommand): void {
    if (this.closed || this.seenCommands.has(command.id)) return;
    this.seenCommands.add(command.id);
    const at = this.env.clock.now();
    const note = command.note === null ? {} : { note: command.note };
    this.pending.addCommand(at, command.id, { command: command.command, by: command.by, ...note }, command.stepId);
    const event = eventOf(this.plan, command, at);
    if (event) this.apply(event);
    this.requestFlush();
  }

  /** The lease is gone or given back: stop everything, write nothing more. `keepSession`: the browser may stay open. */
  close({ keepSession = false }: { keepSession?: boolean } = {}): void {
    if (this.closed) return;
    this.closed = true;
    this.timers.clear();
    for (const attempt of this.attempts.values()) attempt.stop("handover");
    this.env.onClosed(this, keepSession);
  }

  /** Resolves when no attempt of this execution runs in this process. */
  async idle(): Promise<void> {
    await Promise.all([...this.attempts.values()].map((attempt) => attempt.ended));
  }

  takeWrite(): ExecutionWrite {
    this.queued = false;
    const ended = isExecutionEnded(this.state.status);
    const wakeAt = nextWake(this.state);
    const release = ended || this.canLetGo(wakeAt);
    const effects = this.effects;
    this.effects = [];
    const { userId, fence } = this.claimed;
    const write = this.pending.take(
      { id: this.id, userId, fence, release, wakeAt: release && !ended ? wakeAt : null },
      this.state,
    );
    if (ended) write.notification = endNotification(this.claimed, this.state);
    this.afterFlush.push({ effects, release, ended, wakeAt });
    return write;
  }

  private apply(event: EngineEvent, stored: StoredResult | null = null, browser: BrowserState | null = null): void {
    if (this.closed) return;
    const result = transition(this.plan, this.state, event);
    this.state = result.state;
    for (const entry of result.transitions) this.record(entry, event, stored, browser);
    this.effects.push(...result.effects);
    if (result.transitions.length > 0 || result.effects.length > 0) this.requestFlush();
  }

  private record(
    entry: Transition,
    event: EngineEvent,
    stored: StoredResult | null,
    browser: BrowserState | null,
  ): void {
    const own = "step" in event && event.step === entry.step;
    const step = entry.step === null ? null : (this.state.steps[entry.step] ?? null);
    const result = own && stored ? stored : entry.kind === "step.succeeded" && step ? inlineResult(step.result) : null;
    this.pending.addTransition(entry, step, result, own ? browser : null);
  }

  private requestFlush(): void {
    if (this.queued || this.closed) return;
    this.queued = true;
    this.env.flusher.add(this).then(
      (answer) => (answer === "recorded" ? this.recorded() : this.close()),
      (error) => {
        this.env.log.error(
          { err: error, executionId: this.id },
          "A flush failed; the execution is left to the sweeper.",
        );
        this.close();
      },
    );
  }

  private recorded(): void {
    const after = this.afterFlush.shift();
    if (!after || this.closed) return;
    if (after.release) {
      this.env.onReleased(this.id, this.claimed.fence, after.ended, after.wakeAt);
      return this.close({ keepSession: !after.ended });
    }
    for (const effect of after.effects) this.perform(effect);
  }

  private perform(effect: Effect): void {
    switch (effect.type) {
      case "run-step":
        return this.runStep(effect.step, effect.attempt);
      case "stop-step": {
        const attempt = this.attempts.get(effect.step);
        if (attempt) return attempt.stop("cancel");
        return this.apply({
          type: "step.stopped",
          at: this.env.clock.now(),
          step: effect.step,
          attempt: effect.attempt,
        });
      }
      case "start-timer":
        return this.timers.set(effect.step, effect.wakeAt, (at) => {
          this.apply({ type: "step.timer_fired", at, step: effect.step });
        });
    }
  }

  private runStep(index: number, number: number): void {
    const step = this.plan.steps[index];
    const current = this.state.steps[index];
    if (!step || current?.status !== "running" || current.attempt !== number) return;
    if (!this.env.lease.isValid()) return this.env.lease.noticeLoss();
    const startedFrom = this.state;
    const { userId } = this.claimed;
    let running = true;
    const io = stepIo(
      this.env.clock,
      this.pending,
      { stepId: step.id, attempt: number },
      {
        // What a tool still says after its attempt has ended must not follow the last event of the execution.
        isLive: () => running && !this.closed,
        added: () => this.requestFlush(),
      },
    );
    const attempt = beginAttempt(this.env.port, this.env.clock, {
      step,
      index,
      attempt: number,
      context: () => contextOf(this.plan, startedFrom, index, this.env.clock.now()),
      secrets: () => readSecrets(this.env.secrets, userId, step),
      io,
      call: stepCall(this.plan, this.claimed, index, current, this.browsers),
    });
    this.attempts.set(index, attempt);
    void attempt.ended.then((end) => {
      running = false;
      if (this.attempts.get(index) === attempt) this.attempts.delete(index);
      if (end && !this.closed) void this.conclude(index, number, step.id, end);
    });
  }

  private async conclude(index: number, number: number, stepId: string, end: AttemptEnd): Promise<void> {
    const { event, browser } = end;
    if (browser) this.browsers.set(index, browser);
    if (event.type !== "step.succeeded" && event.type !== "step.suspended") return this.apply(event, null, browser);
    const inline = inlineResult(event.result);
    if (!isLarge(inline)) return this.apply(event, inline, browser);
    this.storing += 1;
    try {
      const stored = await storeResult(
        this.env.results,
        { executionId: this.id, stepId, attempt: number },
        event.result,
      );
      this.apply(event, stored, browser);
    } catch (error) {
      const message = `Its result could not be stored: ${(error as Error).message}`;
      const failure = { code: "tool_error", message, retryable: true } as const;
      const at = this.env.clock.now();
      this.apply({ type: "step.failed", at, step: index, attempt: number, error: failure, random: Math.random() });
    } finally {
      this.storing -= 1;
    }
  }

  private watchDeadline(): void {
    if (this.state.deadlineAt === null || this.closed) return;
    this.timers.set("deadline", this.state.deadlineAt, (at) => this.apply({ type: "execution.deadline_reached", at }));
  }

  private canLetGo(wakeAt: number | null): boolean {
    if (this.state.running > 0 || this.attempts.size > 0 || this.storing > 0) return false;
    if (this.effects.some((effect) => effect.type !== "start-timer")) return false;
    return wakeAt === null || wakeAt - this.env.clock.now() > HOLD_WAIT_MS;
  }
}
