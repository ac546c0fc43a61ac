import { withOneMore } from "../few-list";
import type { Plan, PlanStep } from "../plan/plan";
import { copyOf, moved } from "./copies";
import type { Effect, Transition } from "./effect";
import type { StepPlace } from "./engine-event";
import type { ExecutionTransitionData, StepTransitionData } from "./event";
import type { HookFailures } from "./hook-failures";
import type { ExecutionState, LoopState, StepState } from "./state";
import {
  canExecutionMove,
  canStepMove,
  EXECUTION_STATUSES,
  type ExecutionStatus,
  isStepEnded,
  STEP_STATUSES,
  type StepStatus,
} from "./states";

/** An event that cannot happen to a state: a defect of the program, never of a chain. */
export class ImpossibleEventError extends Error {
  override readonly name = "ImpossibleEventError";
}

/** Names of transitions, made once and not for each of them. */
const STEP_KINDS = kinds("step", STEP_STATUSES);
const EXECUTION_KINDS = kinds("execution", EXECUTION_STATUSES);

function kinds<Of extends string, Status extends string>(of: Of, statuses: readonly Status[]) {
  const entries = statuses.map((status) => [status, `${of}.${status}` as const] as const);
  return Object.fromEntries(entries) as Readonly<Record<Status, `${Of}.${Status}`>>;
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/**
 * The working copy of one call of `transition`. The given state stays as it is: what changes is copied on the first change.
 * Every change of status goes through `move` or `moveExecution`, which hold it against the tables of `states.ts`.
 */
export class Draft {
  /** What has happened so far, in order. */
  transitions: Transition[] = [];
  /** What is to be done once that is recorded. */
  effects: Effect[] = [];
  /** Never before what the execution has seen: a clock that jumps back must not change the order of its history. */
  readonly at: number;
  private copy: Mutable<ExecutionState> | null = null;
  private steps: StepState[] | null = null;
  private copiedItems: Map<number, StepState[]> | null = null;

  constructor(
    readonly plan: Plan,
    private current: ExecutionState,
    at: number,
    readonly hookFailures: HookFailures | null = null,
  ) {
    this.at = Math.max(at, current.clock);
  }

  get state(): ExecutionState {
    return this.current;
  }

  step(index: number): StepState {
    const step = this.current.steps[index];
    if (!step) throw new ImpossibleEventError(`There is no step ${index}.`);
    return step;
  }

  planStep(index: number): PlanStep {
    const step = this.plan.steps[index];
    if (!step) throw new ImpossibleEventError(`The plan has no step ${index}.`);
    return step;
  }

  /** The step, or the item of its loop. */
  entry(place: StepPlace): StepState {
    const step = this.step(place.step);
    if (place.item === undefined) return step;
    const item = step.loop?.items[place.item];
    if (!item) throw new ImpossibleEventError(`Step "${this.planStep(place.step).id}" has no item ${place.item}.`);
    return item;
  }

  /** All steps, and the begun items of those that loop. */
  places(): StepPlace[] {
    return this.current.steps.flatMap((step, index): StepPlace[] => {
      const items = step.loop?.items.slice(0, step.loop.begun) ?? [];
      return [{ step: index }, ...items.map((_, item) => ({ step: index, item }))];
    });
  }

  /** A loop runs as long as its items do; it makes no attempt of its own. */
  isLoop(place: StepPlace): boolean {
    return place.item === undefined && this.planStep(place.step).forEach !== null;
  }

  move(place: StepPlace, status: StepStatus, patch: Partial<StepState>, data: StepTransitionData | null = null): void {
    const before = this.entry(place);
    if (!canStepMove(before.status, status)) {
      throw new ImpossibleEventError(
        `Step "${this.planStep(place.step).id}" cannot go from ${before.status} to ${status}.`,
      );
    }
    const after = moved(before, status, patch, this.at);
    this.replace(place, after);
    this.count(place, before.status, status);
    const reason = after.reason ?? data?.reason;
    const facts = reason ? { ...data, reason } : data;
    const { step, item = null } = place;
    const { attempt } = after;
    const kind = STEP_KINDS[status];
    this.record({ kind, step, item, at: this.at, attempt, data: facts, entry: after });
  }

  moveExecution(
    status: ExecutionStatus,
    patch: Partial<ExecutionState>,
    data: ExecutionTransitionData | null = null,
  ): void {
    const from = this.current.status;
    if (!canExecutionMove(from, status)) {
      throw new ImpossibleEventError(`An execution cannot go from ${from} to ${status}.`);
    }
    this.patchExecution(patch);
    this.own().status = status;
    const kind = EXECUTION_KINDS[status];
    this.record({ kind, step: null, item: null, at: this.at, attempt: null, data });
  }

  /** Asks for an effect. */
  ask(effect: Effect): void {
    this.effects = withOneMore(this.effects, effect);
  }

  private record(transition: Transition): void {
    this.transitions = withOneMore(this.transitions, transition);
  }

  patchExecution(patch: Partial<ExecutionState>): void {
    Object.assign(this.own(), patch);
  }

  /** The copy of the state that may be changed. Made once: a spread for every change is what a transition would spend its time on. */
  private own(): Mutable<ExecutionState> {
    if (!this.copy) {
      this.copy = copyOf(this.current, this.at);
      this.current = this.copy;
    }
    return this.copy;
  }

  /** Changes a step without a change of its status, such as the failure that a loop's end is heading for. */
  patchStep(index: number, patch: Partial<StepState>): void {
    this.replace({ step: index }, { ...this.step(index), ...patch });
  }

  private replace(place: StepPlace, state: StepState): void {
    if (place.item !== undefined) return this.replaceItem(place.step, place.item, state);
    if (!this.steps) this.steps = [...this.current.steps];
    this.steps[place.step] = state;
    this.own().steps = this.steps;
  }

  private replaceItem(index: number, item: number, state: StepState): void {
    const { loop } = this.step(index);
    if (!loop) throw new ImpossibleEventError(`Step ${index} has no loop.`);
    this.copiedItems ??= new Map();
    const items = this.copiedItems.get(index) ?? [...loop.items];
    this.copiedItems.set(index, items);
    const before = items[item];
    items[item] = state;
    this.patchStep(index, { loop: { ...loop, items, ...counts(loop, item, before, state) } });
  }

  private count(place: StepPlace, before: StepStatus, after: StepStatus): void {
    const leaf = !this.isLoop(place);
    const running = leaf ? Number(after === "running") - Number(before === "running") : 0;
    const open = place.item === undefined && isStepEnded(after) ? 1 : 0;
    const own = this.own();
    own.running += running;
    own.open -= open;
  }
}

function counts(loop: LoopState, item: number, before: StepState | undefined, after: StepState) {
  const isActive = (state: StepState | undefined) =>
    state !== undefined && state.status !== "pending" && !isStepEnded(state.status);
  return {
    begun: Math.max(loop.begun, after.status === "pending" ? 0 : item + 1),
    active: loop.active + Number(isActive(after)) - Number(isActive(before)),
  };
}
