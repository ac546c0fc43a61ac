import type { JsonObject, JsonValue } from "../../json";
import type { Plan } from "../../plan/plan";
import type { Effect, Transition } from "../effect";
import type { EngineEvent } from "../engine-event";
import { type ExecutionState, queuedState, type StepFailure, type StepState } from "../state";
import type { ExecutionStatus, StepStatus } from "../states";
import { transition } from "../transition";

const START = Date.UTC(2025, 4, 4, 5);

/** An event as tests write it: the walk knows the time. */
export type Happening = EngineEvent extends infer Event
  ? Event extends EngineEvent
    ? Omit<Event, "at">
    : never
  : never;

/** One execution, event by event. Every state is frozen before it is given to the rules, and every change is noted. */
export class Walk {
  at = START;
  state: ExecutionState;
  readonly transitions: Transition[] = [];
  readonly effects: Effect[] = [];
  /** `execution queued>running`, `step pending>running` ... in the order in which they happened. */
  readonly rows: string[] = ["execution null>queued"];

  constructor(
    readonly plan: Plan,
    params: JsonObject = {},
  ) {
    const facts = { id: "e1", origin: "manual", userId: "u1", chainId: "c1", params, createdAt: START };
    this.state = queuedState(plan, facts);
  }

  apply(happening: Happening): this {
    const before = deepFreeze(this.state);
    const result = transition(this.plan, before, { ...happening, at: this.at } as EngineEvent);
    this.note(before, result.transitions);
    this.state = result.state;
    this.transitions.push(...result.transitions);
    this.effects.push(...result.effects);
    return this;
  }

  advance(ms: number): this {
    this.at += ms;
    return this;
  }

  claim = (crashLoop = false) => this.apply({ type: "execution.claimed", crashLoop });
  cancel = (note: string | null = null) => this.apply({ type: "execution.cancel_requested", by: "Ada", note });
  pause = () => this.apply({ type: "execution.pause_requested" });
  resume = () => this.apply({ type: "execution.resume_requested" });
  deadline = () => this.apply({ type: "execution.deadline_reached" });
  succeed = (id: string, result: JsonValue = null) =>
    this.apply({ type: "step.succeeded", ...this.attemptOf(id), result });
  fail = (id: string, error: Partial<StepFailure> = {}, random = 0.5) =>
    this.apply({ type: "step.failed", ...this.attemptOf(id), error: { ...BROKEN, ...error }, random });
  suspend = (id: string, ms: number, result: JsonValue = null) =>
    this.apply({ type: "step.suspended", ...this.attemptOf(id), until: this.at + ms, message: "Waits.", result });
  stopped = (id: string) => this.apply({ type: "step.stopped", ...this.attemptOf(id) });
  timer = (id: string) => this.apply({ type: "step.timer_fired", step: this.index(id) });
  goOn = (id: string) => this.apply({ type: "step.continue_requested", step: this.index(id) });

  step(id: string): StepState {
    const step = this.state.steps[this.index(id)];
    if (!step) throw new Error(`There is no step "${id}".`);
    return step;
  }

  get statuses(): Record<string, StepStatus> {
    return Object.fromEntries(this.plan.steps.map((step) => [step.id, this.step(step.id).status]));
  }

  get kinds(): string[] {
    return this.transitions.map((entry) =>
      entry.step === null ? entry.kind : `${this.plan.steps[entry.step]?.id} ${entry.kind.slice("step.".length)}`,
    );
  }

  index(id: string): number {
    return this.plan.steps.findIndex((step) => step.id === id);
  }

  private attemptOf(id: string) {
    return { step: this.index(id), attempt: this.step(id).attempt };
  }

  private note(before: ExecutionState, transitions: readonly Transition[]): void {
    let execution: ExecutionStatus = before.status;
    const steps = before.steps.map((step) => step.status);
    for (const entry of transitions) {
      const to = entry.kind.slice(entry.kind.indexOf(".") + 1);
      this.rows.push(entry.step === null ? `execution ${execution}>${to}` : `step ${steps[entry.step]}>${to}`);
      if (entry.step === null) execution = to as ExecutionStatus;
      else steps[entry.step] = to as StepStatus;
    }
  }
}

export const BROKEN: StepFailure = { code: "tool_error", message: "It broke.", retryable: false };

/** The same value, which nobody can change any more. */
function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
