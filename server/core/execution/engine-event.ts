import type { JsonObject, JsonValue } from "../json";
import type { StepFailure } from "./state";

/** Where an event of a step belongs: an index of `plan.steps`, and of the loop's item if it is one. */
export interface StepPlace {
  step: number;
  item?: number;
}

/** The attempt that an event belongs to: an event of an earlier attempt is late and changes nothing. */
export interface AttemptPlace extends StepPlace {
  attempt: number;
}

/** What can happen to an execution. `at` is epoch milliseconds; `random` in [0, 1) draws the jitter of a wait. */
export type EngineEvent = { at: number } & (ExecutionEvent | StepEvent);

export type ExecutionEvent =
  /** A process took the lease. Whatever ran before it ran in a process that is gone. */
  | { type: "execution.claimed"; crashLoop: boolean }
  | { type: "execution.cancel_requested"; by: string | null; note: string | null }
  | { type: "execution.pause_requested" }
  | { type: "execution.resume_requested" }
  | { type: "execution.deadline_reached" };

export type StepEvent =
  | ({ type: "step.succeeded"; result: JsonValue; random?: number } & AttemptPlace)
  | ({ type: "step.failed"; error: StepFailure; random: number } & AttemptPlace)
  /** Nothing of it runs until `until`. With a prompt it waits for a person's answer, at most so long. */
  | ({
      type: "step.suspended";
      until: number | null;
      message: string;
      result: JsonValue;
      prompt?: JsonObject;
    } & AttemptPlace)
  /** It goes on as an execution of another chain, which begins with the transition. */
  | ({ type: "step.child_requested"; childId: string; message: string } & AttemptPlace)
  /** The attempt ended because it was told to. */
  | ({ type: "step.stopped" } & AttemptPlace)
  | ({ type: "step.timer_fired" } & StepPlace)
  /** Its `total_timeout` is over. */
  | ({ type: "step.deadline_reached" } & StepPlace)
  | ({ type: "step.continue_requested" } & StepPlace)
  /** `error`: the answer was no, and the step says that this fails it. */
  | ({ type: "step.answered"; result: JsonValue; error: StepFailure | null } & StepPlace)
  | ({
      type: "step.child_ended";
      childId: string;
      result: JsonValue;
      error: StepFailure | null;
      random: number;
    } & StepPlace);

/** What an event does to a step of each status. "late": listed, and changes nothing. "impossible": a defect, thrown. */
export const STEP_EVENT_TABLE = {
  //                         pending        queued   running  waiting  ended
  "step.succeeded": ["impossible", "late", "apply", "late", "late"],
  "step.failed": ["impossible", "late", "apply", "late", "late"],
  "step.suspended": ["impossible", "late", "apply", "late", "late"],
  "step.child_requested": ["impossible", "late", "apply", "late", "late"],
  "step.stopped": ["impossible", "late", "apply", "late", "late"],
  "step.timer_fired": ["impossible", "late", "late", "apply", "late"],
  "step.deadline_reached": ["impossible", "apply", "apply", "apply", "late"],
  "step.continue_requested": ["late", "late", "late", "apply", "late"],
  "step.answered": ["late", "late", "late", "apply", "late"],
  "step.child_ended": ["impossible", "late", "late", "apply", "late"],
} as const satisfies Record<StepEvent["type"], readonly ("apply" | "late" | "impossible")[]>;
