/** The attempts of one execution that run in this process, from the recorded start to the event that tells how each ended. */

import type { EngineEvent, StepPlace } from "../core/execution/engine-event";
import { contextWith } from "../core/execution/narrow-context";
import type { ExecutionState } from "../core/execution/state";
import type { JsonObject } from "../core/json";
import type { Plan, PlanStep } from "../core/plan/plan";
import type { ClaimedExecution } from "../store/claims";
import type { ExecutionStart } from "../store/start-values";
import { Attempt, type AttemptFacts, type AttemptHost, type StopReason } from "./attempt";
import type { AttemptEnd, ChildOutcome } from "./attempt-end";
import type { DriverEnvironment } from "./driver-environment";
import { FewMap } from "./few-map";
import type { PendingWrite } from "./pending-write";
import { entryAt, placeKey } from "./place";
import type { BrowserState, Clock, StepCall, StepOutcome, StepPort } from "./ports";
import { mayNameSecrets, readSecrets, type Secrets } from "./secrets";
import { stepCall } from "./step-call";
import { AttemptIo } from "./step-io";
import { NO_OVERRIDES } from "./step-parameters";
import { StopSignal } from "./stop-signal";
import { inlineResult, isLarge, type StoredResult, storeResult } from "./stored-result";

/** What comes with an event: how its result is stored, what the browser was left as, the sub-chain that begins. */
export interface Beside {
  stored?: StoredResult | null;
  browser?: BrowserState | null;
  child?: ExecutionStart | null;
}

/** What the parts of a driver share. */
export interface Driven {
  claimed: ClaimedExecution;
  plan: Plan;
  /** Recorded state of the browser by index of the step. */
  browsers: ReadonlyMap<number, BrowserState>;
  pending: PendingWrite;
}

/** What the parts of a driver need of it. */
export interface DriverHost {
  readonly state: ExecutionState;
  /** The execution is driven here no more. */
  readonly closed: boolean;
  apply(event: EngineEvent, beside?: Beside): void;
  /** Something waits to be written. */
  added(): void;
  /** Lets hooks decide whether a step may do its work: why not, or null; null at once: none has a say. */
  gate(step: number): Promise<string | null> | null;
}

export class Attempts implements AttemptHost {
  private readonly running = new FewMap<Attempt>();
  private storing = 0;
  private idlers: (() => void)[] | null = null;

  constructor(
    private readonly env: DriverEnvironment,
    private readonly of: Driven,
    private readonly driver: DriverHost,
  ) {}

  get port(): StepPort {
    return this.env.port;
  }

  get clock(): Clock {
    return this.env.clock;
  }

  /** Whether events are still to come. */
  get busy(): boolean {
    return this.running.size > 0 || this.storing > 0;
  }

  /** Tells an attempt to stop; false when none runs at that place. */
  stop(place: StepPlace): boolean {
    const attempt = this.running.get(placeKey(place));
    attempt?.stop("cancel");
    return attempt !== undefined;
  }

  /** Whoever claims the execution decides about them. */
  handOver(): void {
    for (const attempt of this.running.values()) attempt.stop("handover");
  }

  /** Resolves when none runs. */
  async idle(): Promise<void> {
    if (this.running.size === 0) return;
    this.idlers ??= [];
    const { idlers } = this;
    await new Promise<void>((resolve) => idlers.push(resolve));
  }

  /** Begins an attempt whose start is recorded, unless the execution has moved on since. */
  run(place: StepPlace, number: number): void {
    const { plan, claimed, pending, browsers } = this.of;
    const startedFrom = this.driver.state;
    const step = plan.steps[place.step];
    const current = entryAt(startedFrom, place);
    if (!step || current?.status !== "running" || current.attempt !== number) return;
    if (!this.env.lease.isValid()) return this.env.lease.noticeLoss();
    const isFirst = current.failures === 0 && current.iteration <= 1 && (place.item ?? 0) === 0;
    const gate = isFirst ? this.driver.gate(place.step) : null;
    if (gate) return void this.pass(place, number, gate);
    const overrides = claimed.overrides?.[step.id] ?? NO_OVERRIDES;
    const call = stepCall(plan, claimed, place, current, browsers);
    const stopping = new StopSignal<StopReason>();
    const io = new AttemptIo(this.env.clock, pending, call, this.driver, stopping);
    const attempt = new Attempt(this, { step, place, number, startedFrom, overrides, call, io, stopping });
    this.running.set(placeKey(place), attempt);
    attempt.begin();
  }

  context({ place, startedFrom }: AttemptFacts, names?: readonly string[]): JsonObject {
    return contextWith(names, this.of.plan, startedFrom, place, this.env.clock.now());
  }

  secrets(step: PlanStep): Promise<Secrets> | null {
    const { plan, claimed } = this.of;
    if (!mayNameSecrets(plan)) return null;
    return readSecrets(this.env.secrets, { executionId: claimed.id, userId: claimed.userId }, plan, step);
  }

  startChild({ call }: AttemptFacts, chain: string, parameters: JsonObject): Promise<ChildOutcome | StepOutcome> {
    return this.env.children.prepare(this.of.claimed, call, chain, parameters);
  }

  ended(attempt: Attempt, end: AttemptEnd | null): void {
    const { place, io, call } = attempt.of;
    io.end();
    const key = placeKey(place);
    if (this.running.get(key) === attempt) this.running.delete(key);
    if (this.idlers && this.running.size === 0) for (const resolve of this.idlers.splice(0)) resolve();
    if (end && !this.driver.closed) this.conclude(place, call, end);
  }

  /** Begins an attempt once hooks have let it. */
  private async pass(place: StepPlace, attempt: number, gate: Promise<string | null>): Promise<void> {
    this.storing += 1;
    const message = await gate;
    this.storing -= 1;
    if (this.driver.closed) return;
    this.driver.added();
    if (message === null) return this.run(place, attempt);
    const error = { code: "hook_failed", message, retryable: false } as const;
    this.driver.apply({ type: "step.failed", at: this.env.clock.now(), ...place, attempt, error, random: 0 });
  }

  private conclude(place: StepPlace, call: StepCall, { event, browser, child }: AttemptEnd): void {
    if (browser) this.of.browsers = new Map([...this.of.browsers, [place.step, browser]]);
    if (event.type !== "step.succeeded" && event.type !== "step.suspended")
      return this.driver.apply(event, { browser, child });
    const inline = inlineResult(event.result);
    if (!isLarge(inline)) return this.driver.apply(event, { stored: inline, browser });
    void this.storeLarge(place, call, event, browser);
  }

  private async storeLarge(
    place: StepPlace,
    { executionId, stepId, item, attempt }: StepCall,
    event: Extract<EngineEvent, { type: "step.succeeded" | "step.suspended" }>,
    browser: BrowserState | null,
  ): Promise<void> {
    this.storing += 1;
    try {
      const stored = await storeResult(this.env.results, { executionId, stepId, item, attempt }, event.result);
      this.driver.apply(event, { stored, browser });
    } catch (error) {
      const message = `Its result could not be stored: ${(error as Error).message}`;
      const failure = { code: "tool_error", message, retryable: true } as const;
      const at = this.env.clock.now();
      this.driver.apply({ type: "step.failed", at, ...place, attempt, error: failure, random: Math.random() });
    } finally {
      this.storing -= 1;
    }
  }
}
