/** The attempts of one execution that run in this process, from the recorded start to the event that tells how each ended. */

import type { EngineEvent, StepPlace } from "../core/execution/engine-event";
import { contextWith } from "../core/execution/narrow-context";
import type { ExecutionState } from "../core/execution/state";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution } from "../store/claims";
import type { ExecutionStart } from "../store/start-values";
import type { DriverEnvironment } from "./driver-environment";
import type { AttemptPlaceName, PendingWrite } from "./pending-write";
import { entryAt, placeKey } from "./place";
import type { BrowserState } from "./ports";
import { mayNameSecrets, readSecrets } from "./secrets";
import { stepCall } from "./step-call";
import { AttemptIo } from "./step-io";
import {
  type Attempt,
  type AttemptEnd,
  type AttemptRequest,
  beginAttempt,
  NO_OVERRIDES,
  type StopReason,
} from "./step-runner";
import { StopSignal } from "./stop-signal";
import { inlineResult, isLarge, type StoredResult, storeResult } from "./stored-result";

/** What comes with an event: how its result is stored, what the browser was left as, the sub-chain that begins. */
export interface Beside {
  stored?: StoredResult | null;
  browser?: BrowserState | null;
  child?: ExecutionStart | null;
}

interface Execution {
  claimed: ClaimedExecution;
  plan: Plan;
  /** Recorded state of the browser by index of the step. */
  browsers: Map<number, BrowserState>;
  pending: PendingWrite;
}

/** What the parts of a driver need of it. */
export interface DriverHooks {
  state(): ExecutionState;
  isClosed(): boolean;
  apply(event: EngineEvent, beside?: Beside): void;
  /** Something waits to be written. */
  added(): void;
  /** Lets hooks decide whether a step may do its work: why not, or null; null at once: none has a say. */
  gate(step: number): Promise<string | null> | null;
}

export class Attempts {
  private readonly running = new Map<string, Attempt>();
  private storing = 0;
  private readonly idlers: (() => void)[] = [];

  constructor(
    private readonly env: DriverEnvironment,
    private readonly of: Execution,
    private readonly hooks: DriverHooks,
  ) {}

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
    if (this.running.size > 0) await new Promise<void>((resolve) => this.idlers.push(resolve));
  }

  /** Begins an attempt whose start is recorded, unless the execution has moved on since. */
  run(place: StepPlace, number: number): void {
    const { plan, claimed, pending, browsers } = this.of;
    const step = plan.steps[place.step];
    const current = entryAt(this.hooks.state(), place);
    if (!step || current?.status !== "running" || current.attempt !== number) return;
    if (!this.env.lease.isValid()) return this.env.lease.noticeLoss();
    const isFirst = current.failures === 0 && current.iteration <= 1 && (place.item ?? 0) === 0;
    const gate = isFirst ? this.hooks.gate(place.step) : null;
    if (gate) return void this.pass(place, number, gate);
    const startedFrom = this.hooks.state();
    const { userId, overrides } = claimed;
    const name = { stepId: step.id, item: place.item ?? null, attempt: number };
    const stopping = new StopSignal<StopReason>();
    const io = new AttemptIo(this.env.clock, pending, name, this.hooks, stopping);
    const request: AttemptRequest = {
      step,
      place,
      attempt: number,
      io,
      stopping,
      context: (names) => contextWith(names, plan, startedFrom, place, this.env.clock.now()),
      secrets: mayNameSecrets(plan)
        ? () => readSecrets(this.env.secrets, { executionId: claimed.id, userId }, plan, step)
        : null,
      overrides: overrides?.[step.id] ?? NO_OVERRIDES,
      call: stepCall(plan, claimed, place, current, browsers),
      startChild:
        step.subChain === null ? null : (chain, params) => this.env.children.prepare(claimed, name, chain, params),
    };
    const key = placeKey(place);
    const attempt = beginAttempt(this.env.port, this.env.clock, request, (end) => {
      io.end();
      if (this.running.get(key) === attempt) this.running.delete(key);
      if (this.running.size === 0) for (const resolve of this.idlers.splice(0)) resolve();
      if (end && !this.hooks.isClosed()) this.conclude(place, name, end);
    });
    this.running.set(key, attempt);
  }

  /** Begins an attempt once hooks have let it. */
  private async pass(place: StepPlace, attempt: number, gate: Promise<string | null>): Promise<void> {
    this.storing += 1;
    const message = await gate;
    this.storing -= 1;
    if (this.hooks.isClosed()) return;
    this.hooks.added();
    if (message === null) return this.run(place, attempt);
    const error = { code: "hook_failed", message, retryable: false } as const;
    this.hooks.apply({ type: "step.failed", at: this.env.clock.now(), ...place, attempt, error, random: 0 });
  }

  private conclude(place: StepPlace, name: AttemptPlaceName, { event, browser, child }: AttemptEnd): void {
    if (browser) this.of.browsers.set(place.step, browser);
    if (event.type !== "step.succeeded" && event.type !== "step.suspended")
      return this.hooks.apply(event, { browser, child });
    const inline = inlineResult(event.result);
    if (!isLarge(inline)) return this.hooks.apply(event, { stored: inline, browser });
    void this.storeLarge(place, name, event, browser);
  }

  private async storeLarge(
    place: StepPlace,
    name: AttemptPlaceName,
    event: Extract<EngineEvent, { type: "step.succeeded" | "step.suspended" }>,
    browser: BrowserState | null,
  ): Promise<void> {
    this.storing += 1;
    try {
      const stored = await storeResult(this.env.results, { executionId: this.of.claimed.id, ...name }, event.result);
      this.hooks.apply(event, { stored, browser });
    } catch (error) {
      const message = `Its result could not be stored: ${(error as Error).message}`;
      const failure = { code: "tool_error", message, retryable: true } as const;
      const { attempt } = name;
      const at = this.env.clock.now();
      this.hooks.apply({ type: "step.failed", at, ...place, attempt, error: failure, random: Math.random() });
    } finally {
      this.storing -= 1;
    }
  }
}
