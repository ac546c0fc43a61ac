import type { StepPlace } from "./engine-event";
import type { ExecutionTransitionData, StepTransitionData } from "./event";
import type { StepState } from "./state";
import type { ExecutionStatus, StepStatus } from "./states";

/** What the core asks of the engine. All but `tell-child` happen once the transitions beside them are recorded. */
export type Effect =
  | ({ type: "run-step"; attempt: number } & StepPlace)
  | ({ type: "stop-step"; attempt: number } & StepPlace)
  /** `wake`: the end of a wait. `deadline`: the end of the step's total time. */
  | ({ type: "start-timer"; wakeAt: number; kind: "wake" | "deadline" } & StepPlace)
  /** An order to the execution of a sub-chain, recorded together with the transitions. */
  | { type: "tell-child"; childId: string; command: "cancel" | "pause" | "resume" };

/** A change of status, to be recorded with the next number of its execution. */
export type Transition =
  | {
      kind: `step.${StepStatus}`;
      step: number;
      item: number | null;
      at: number;
      attempt: number;
      data: StepTransitionData | null;
      /** The step, or the item, as it is then. */
      entry: StepState;
    }
  | {
      kind: `execution.${ExecutionStatus}`;
      step: null;
      item: null;
      at: number;
      attempt: null;
      data: ExecutionTransitionData | null;
    };

export interface TransitionResult<State> {
  state: State;
  transitions: Transition[];
  effects: Effect[];
}
