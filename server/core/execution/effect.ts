import type { ExecutionTransitionData, StepTransitionData } from "./event";
import type { ExecutionStatus, StepStatus } from "./states";

/** What the core asks of the engine, once the transitions beside it are recorded. */
export type Effect =
  | { type: "run-step"; step: number; attempt: number }
  | { type: "stop-step"; step: number; attempt: number }
  | { type: "start-timer"; step: number; wakeAt: number };

/** A change of status, to be recorded with the next number of its execution. */
export type Transition =
  | { kind: `step.${StepStatus}`; step: number; at: number; attempt: number; data: StepTransitionData | null }
  | {
      kind: `execution.${ExecutionStatus}`;
      step: null;
      at: number;
      attempt: null;
      data: ExecutionTransitionData | null;
    };

export interface TransitionResult<State> {
  state: State;
  transitions: Transition[];
  effects: Effect[];
}
