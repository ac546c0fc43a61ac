import type { Plan, PlanStep } from "../plan/plan";
import type { Effect, Transition } from "./effect";
import type { ExecutionTransitionData, StepTransitionData } from "./event";
import type { ExecutionState, StepState } from "./state";
import { canExecutionMove, canStepMove, type ExecutionStatus, isStepEnded, type StepStatus } from "./states";

/** An event that cannot happen to a state: a defect of the program, never of a chain. */
export class ImpossibleEventError extends Error {
  override readonly name = "ImpossibleEventError";
}

/**
 * The working copy of one call of `transition`. The given state stays as it is: steps are copied on the first change.
 * Every change of status goes through `moveStep` or `moveExecution`, which hold it against the tables of `states.ts`.
 */
export class Draft {
  readonly transitions: Transition[] = [];
  readonly effects: Effect[] = [];
  private steps: StepState[] | null = null;

  constructor(
    readonly plan: Plan,
    private current: ExecutionState,
    readonly at: number,
  ) {}

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

  moveStep(index: number, status: StepStatus, patch: Partial<StepState>, data: StepTransitionData | null = null): void {
    const before = this.step(index);
    if (!canStepMove(before.status, status)) {
      throw new ImpossibleEventError(`Step "${this.planStep(index).id}" cannot go from ${before.status} to ${status}.`);
    }
    const ended = isStepEnded(status);
    const after: StepState = {
      ...before,
      reason: null,
      wakeAt: null,
      ...patch,
      status,
      endedAt: ended ? this.at : null,
    };
    this.replaceStep(index, after);
    this.count(before.status, status, ended);
    const reason = after.reason ?? data?.reason;
    const facts = reason ? { ...data, reason } : data;
    this.transitions.push({ kind: `step.${status}`, step: index, at: this.at, attempt: after.attempt, data: facts });
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
    this.current = { ...this.current, ...patch, status };
    this.transitions.push({ kind: `execution.${status}`, step: null, at: this.at, attempt: null, data });
  }

  patchExecution(patch: Partial<ExecutionState>): void {
    this.current = { ...this.current, ...patch };
  }

  private replaceStep(index: number, step: StepState): void {
    if (!this.steps) {
      this.steps = [...this.current.steps];
      this.current = { ...this.current, steps: this.steps };
    }
    this.steps[index] = step;
  }

  private count(before: StepStatus, after: StepStatus, ended: boolean): void {
    const running = this.current.running + (after === "running" ? 1 : 0) - (before === "running" ? 1 : 0);
    this.current = { ...this.current, running, open: this.current.open - (ended ? 1 : 0) };
  }
}
