import type { JsonValue } from "../json";
import type { StepFailure } from "./state";

/**
 * What can happen to an execution. `at` is epoch milliseconds, `step` an index of `plan.steps`, `attempt` the attempt that
 * the event belongs to: an event of an earlier attempt is late and changes nothing.
 */
export type EngineEvent =
  /** A process took the lease. Whatever ran before it ran in a process that is gone. */
  | { type: "execution.claimed"; at: number; crashLoop: boolean }
  | { type: "execution.cancel_requested"; at: number; by: string | null; note: string | null }
  | { type: "execution.pause_requested"; at: number }
  | { type: "execution.resume_requested"; at: number }
  | { type: "execution.deadline_reached"; at: number }
  | { type: "step.succeeded"; at: number; step: number; attempt: number; result: JsonValue }
  /** `random` in [0, 1) draws the jitter of the wait before the next attempt. */
  | { type: "step.failed"; at: number; step: number; attempt: number; error: StepFailure; random: number }
  | {
      type: "step.suspended";
      at: number;
      step: number;
      attempt: number;
      until: number;
      message: string;
      result: JsonValue;
    }
  /** The attempt ended because it was told to. */
  | { type: "step.stopped"; at: number; step: number; attempt: number }
  | { type: "step.timer_fired"; at: number; step: number }
  | { type: "step.continue_requested"; at: number; step: number };

export type EngineEventType = EngineEvent["type"];

/** What an event does to a step of each status. "late": listed, and changes nothing. "impossible": a defect, thrown. */
export const STEP_EVENT_TABLE = {
  //                       pending        queued        running       waiting       ended
  "step.succeeded": ["impossible", "late", "apply", "late", "late"],
  "step.failed": ["impossible", "late", "apply", "late", "late"],
  "step.suspended": ["impossible", "late", "apply", "late", "late"],
  "step.stopped": ["impossible", "late", "apply", "late", "late"],
  "step.timer_fired": ["impossible", "late", "late", "apply", "late"],
  "step.continue_requested": ["late", "late", "late", "apply", "late"],
} as const satisfies Partial<Record<EngineEventType, readonly ("apply" | "late" | "impossible")[]>>;
