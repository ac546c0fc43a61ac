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
  /** `id` names a step, or with `id[2]` an item of its loop. */
  succeed = (id: string, result: JsonValue = null) =>
    this.apply({ type: "step.succeeded", ...this.attemptOf(id), result });
  fail = (id: string, error: Partial<StepFailure> = {}, random = 0.5) =>
    this.apply({ type: "step.failed", ...this.attemptOf(id), error: { ...BROKEN, ...error }, random });
  suspend = (id: string, ms: number, result: JsonValue = null) =>
    this.apply({ type: "step.suspended", ...this.attemptOf(id), until: this.at + ms, message: "Waits.", result });
  ask = (id: string, ms: number | null = null, prompt: JsonObject = {}) => {
    const until = ms === null ? null : this.at + ms;
    return this.apply({
      type: "step.suspended",
      ...this.attemptOf(id),
      until,
      message: "Shall it?",
      result: null,
      prompt,
    });
  };
  answer = (id: string, result: JsonValue, no: string | null = null) => {
    const error = no === null ? null : ({ code: "rejected", message: no, retryable: false } as const);
    return this.apply({ type: "step.answered", ...this.place(id), result, error });
  };
  child = (id: string, childId: string) =>
    this.apply({ type: "step.child_requested", ...this.attemptOf(id), childId, message: `Waits for ${childId}.` });
  childEnds = (id: string, childId: string, result: JsonValue, failed: Partial<StepFailure> | null = null) => {
    const error = failed && { ...BROKEN, code: "sub_chain_failed" as const, ...failed };
    return this.apply({ type: "step.child_ended", ...this.place(id), childId, result, error, random: 0.5 });
  };
  stopped = (id: string) => this.apply({ type: "step.stopped", ...this.attemptOf(id) });
  timer = (id: string) => this.apply({ type: "step.timer_fired", ...this.place(id) });
  outOfTime = (id: string) => this.apply({ type: "step.deadline_reached", ...this.place(id) });
  goOn = (id: string) => this.apply({ type: "step.continue_requested", step: this.index(id) });

  step(id: string): StepState {
    const { step, item } = this.place(id);
    const own = this.state.steps[step];
    const entry = item === undefined ? own : own?.loop?.items[item];
    if (!entry) throw new Error(`There is no step "${id}".`);
    return entry;
  }

  /** Takes ends over, as a replay does. */
  keep(ends: Record<string, Partial<StepState> & { status: StepStatus }>): this {
    const steps = [...this.state.steps];
    for (const [id, end] of Object.entries(ends)) {
      const before = this.step(id);
      steps[this.index(id)] = { ...before, attempt: 1, startedAt: this.at, endedAt: this.at, ...end };
      this.rows.push(`step ${before.status}>${end.status}`);
    }
    this.state = { ...this.state, steps, open: this.state.open - Object.keys(ends).length };
    return this;
  }

  get statuses(): Record<string, StepStatus> {
    return Object.fromEntries(this.plan.steps.map((step) => [step.id, this.step(step.id).status]));
  }

  get kinds(): string[] {
    return this.transitions.map((entry) =>
      entry.step === null ? entry.kind : `${this.nameOf(entry)} ${entry.kind.slice("step.".length)}`,
    );
  }

  /** What is asked of the engine, in short: `run a 1`, `stop each[0] 1`. */
  get asked(): string[] {
    return this.effects.map((effect) => {
      if (effect.type === "tell-child") return `${effect.command} ${effect.childId}`;
      const name = this.nameOf({ step: effect.step, item: effect.item ?? null });
      return effect.type === "start-timer" ? `timer ${name}` : `${effect.type.split("-")[0]} ${name} ${effect.attempt}`;
    });
  }

  index(id: string): number {
    return this.plan.steps.findIndex((step) => step.id === id.replace(/\[\d+\]$/, ""));
  }

  private place(id: string): { step: number; item?: number } {
    const item = /\[(\d+)\]$/.exec(id)?.[1];
    return item === undefined ? { step: this.index(id) } : { step: this.index(id), item: Number(item) };
  }

  private nameOf({ step, item }: { step: number; item: number | null }): string {
    return `${this.plan.steps[step]?.id}${item === null ? "" : `[${item}]`}`;
  }

  private attemptOf(id: string) {
    return { ...this.place(id), attempt: this.step(id).attempt };
  }

  private note(before: ExecutionState, transitions: readonly Transition[]): void {
    let execution: ExecutionStatus = before.status;
    const steps = before.steps.map((step) => step.status);
    const items = before.steps.map((step) => step.loop?.items.map((item) => item.status) ?? []);
    for (const entry of transitions) {
      const to = entry.kind.slice(entry.kind.indexOf(".") + 1);
      if (entry.step === null) {
        this.rows.push(`execution ${execution}>${to}`);
        execution = to as ExecutionStatus;
        continue;
      }
      const own = entry.item === null ? steps : (items[entry.step] ?? []);
      const at = entry.item ?? entry.step;
      this.rows.push(`step ${own[at] ?? "pending"}>${to}`);
      own[at] = to as StepStatus;
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
