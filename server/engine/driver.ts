/**
 * Drives one execution while this process holds its lease. Events go through the pure `transition`, one after the other; what
 * it decides is written by the next flush; and only once it is on disk are the effects performed. State in memory runs ahead
 * of the disk, effects never do.
 */
import { contextOf } from "../core/execution/context";
import type { Effect, Transition } from "../core/execution/effect";
import type { EngineEvent, StepPlace } from "../core/execution/engine-event";
import type { ExecutionState } from "../core/execution/state";
import { isExecutionEnded } from "../core/execution/states";
import { transition } from "../core/execution/transition";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution } from "../store/claims";
import type { StoredCommand } from "../store/commands";
import type { ExecutionWrite } from "../store/flush";
import type { ExecutionStart } from "../store/start-values";
import { eventOf, placeIn } from "./command-event";
import type { DriverEnvironment } from "./driver-environment";
import type { Writer } from "./flusher";
import { nextWake } from "./next-wake";
import { endNotification, questionNotifications } from "./notification";
import { PendingWrite } from "./pending-write";
import { entryAt, placeKey } from "./place";
import type { BrowserState } from "./ports";
import type { Rebuilt } from "./rebuild";
import { readSecrets } from "./secrets";
import { stepCall } from "./step-call";
import { stepIo } from "./step-io";
import { type Attempt, type AttemptEnd, beginAttempt } from "./step-runner";
import { inlineResult, isLarge, type StoredResult, storeResult } from "./stored-result";
import { childEndedTell, childTell } from "./tell";
import { Timers } from "./timers";

/** A wait that is longer gives the lease back: it costs nothing then, and any process may go on. */
const HOLD_WAIT_MS = 2_000;
/** Claims in a row after crashes, without the end of a step, until the running steps are given up. */
const CRASH_LOOP = 5;

/** What comes with an event: how its result is stored, what the browser was left as, the sub-chain that begins. */
interface Beside {
  stored?: StoredResult | null;
  browser?: BrowserState | null;
  child?: ExecutionStart | null;
}

export class Driver implements Writer {
  readonly id: string;
  private state: ExecutionState;
  private readonly pending: PendingWrite;
  private readonly browsers: Map<number, BrowserState>;
  private readonly attempts = new Map<string, Attempt>();
  private readonly timers: Timers;
  private readonly seenCommands = new Set<number>();
  private effects: Effect[] = [];
  /** What to do once each write that is on its way is recorded, in order. */
  private readonly afterFlush: { effects: Effect[]; release: boolean; ended: boolean; wakeAt: number | null }[] = [];
  private queued = false;
  /** Results that are being stored or read: their events are still to come. */
  private busy = 0;
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
    if (command.command === "child_ended") return void this.hearOfChild(command);
    const at = this.env.clock.now();
    this.pending.addCommand(at, command);
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
    const result = transition(this.plan, this.state, event);
    this.state = result.state;
    for (const entry of result.transitions) this.record(entry, event, beside);
    for (const effect of result.effects) {
      if (effect.type === "tell-child") this.pending.addTell(childTell(this.id, effect));
      else this.effects.push(effect);
    }
    if (result.transitions.length > 0 || result.effects.length > 0) this.requestFlush();
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
        return this.runStep(placeOfEffect(effect), effect.attempt);
      case "stop-step": {
        const place = placeOfEffect(effect);
        const attempt = this.attempts.get(placeKey(place));
        if (attempt) return attempt.stop("cancel");
        return this.apply({ type: "step.stopped", at: this.env.clock.now(), ...place, attempt: effect.attempt });
      }
      case "start-timer": {
        const place = placeOfEffect(effect);
        const type = effect.kind === "wake" ? "step.timer_fired" : "step.deadline_reached";
        const key = `${effect.kind}:${placeKey(place)}`;
        return this.timers.set(key, effect.wakeAt, (at) => this.apply({ type, at, ...place }));
      }
      case "tell-child":
        throw new Error("Orders to sub-chains are recorded with the transitions.");
    }
  }

  private runStep(place: StepPlace, number: number): void {
    const step = this.plan.steps[place.step];
    const current = entryAt(this.state, place);
    if (!step || current?.status !== "running" || current.attempt !== number) return;
    if (!this.env.lease.isValid()) return this.env.lease.noticeLoss();
    const startedFrom = this.state;
    const { userId, overrides } = this.claimed;
    const name = { stepId: step.id, item: place.item ?? null, attempt: number };
    let running = true;
    const io = stepIo(this.env.clock, this.pending, name, {
      // What a tool still says after its attempt has ended must not follow the last event of the execution.
      isLive: () => running && !this.closed,
      added: () => this.requestFlush(),
    });
    const attempt = beginAttempt(this.env.port, this.env.clock, {
      ...{ step, place, attempt: number, io },
      context: () => contextOf(this.plan, startedFrom, place, this.env.clock.now()),
      secrets: () => readSecrets(this.env.secrets, userId, step),
      overrides: overrides?.[step.id] ?? {},
      call: stepCall(this.plan, this.claimed, place, current, this.browsers),
      startChild: (chain, params) => this.env.children.prepare(this.claimed, name, chain, params),
    });
    const key = placeKey(place);
    this.attempts.set(key, attempt);
    void attempt.ended.then((end) => {
      running = false;
      if (this.attempts.get(key) === attempt) this.attempts.delete(key);
      if (end && !this.closed) void this.conclude(place, name, end);
    });
  }

  private async conclude(
    place: StepPlace,
    name: { stepId: string; item: number | null; attempt: number },
    { event, browser, child }: AttemptEnd,
  ): Promise<void> {
    if (browser) this.browsers.set(place.step, browser);
    if (event.type !== "step.succeeded" && event.type !== "step.suspended")
      return this.apply(event, { browser, child });
    const inline = inlineResult(event.result);
    if (!isLarge(inline)) return this.apply(event, { stored: inline, browser });
    this.busy += 1;
    try {
      const stored = await storeResult(this.env.results, { executionId: this.id, ...name }, event.result);
      this.apply(event, { stored, browser });
    } catch (error) {
      const message = `Its result could not be stored: ${(error as Error).message}`;
      const failure = { code: "tool_error", message, retryable: true } as const;
      const { attempt } = name;
      const at = this.env.clock.now();
      this.apply({ type: "step.failed", at, ...place, attempt, error: failure, random: Math.random() });
    } finally {
      this.busy -= 1;
    }
  }

  /** A sub-chain ended: its results are read, and become the step's. */
  private async hearOfChild(command: StoredCommand): Promise<void> {
    const place = placeIn(this.plan, command);
    const childId = String((command.data as { childId?: string } | null)?.childId);
    const waits = place !== null && entryAt(this.state, place)?.childId === childId;
    this.busy += 1;
    try {
      const end = waits ? await this.env.children.end(childId) : null;
      if (this.closed) return;
      this.pending.addObeyed(command.id);
      const at = this.env.clock.now();
      if (end && place) this.apply({ type: "step.child_ended", at, ...place, childId, ...end, random: Math.random() });
    } catch (error) {
      this.env.log.warn(
        { err: error, executionId: this.id },
        "The end of a sub-chain could not be read; trying again.",
      );
      this.seenCommands.delete(command.id);
    } finally {
      this.busy -= 1;
      this.requestFlush();
    }
  }

  private watchDeadline(): void {
    if (this.state.deadlineAt === null || this.closed) return;
    this.timers.set("deadline", this.state.deadlineAt, (at) => this.apply({ type: "execution.deadline_reached", at }));
  }

  private canLetGo(wakeAt: number | null): boolean {
    if (this.state.running > 0 || this.attempts.size > 0 || this.busy > 0) return false;
    if (this.effects.some((effect) => effect.type !== "start-timer")) return false;
    return wakeAt === null || wakeAt - this.env.clock.now() > HOLD_WAIT_MS;
  }
}

const placeOfEffect = ({ step, item }: StepPlace): StepPlace => (item === undefined ? { step } : { step, item });
