import type { JsonObject, JsonValue } from "../json";
import type { Plan } from "../plan/plan";
import type { ExecutionStatus, Reason, StepStatus } from "./states";

/** One step's life inside an execution. Times are epoch milliseconds. */
export interface StepState {
  readonly status: StepStatus;
  /** Attempts begun. */
  readonly attempt: number;
  /** Attempts that failed: what the retry policy counts. An interrupted attempt is none. */
  readonly failures: number;
  readonly reason: Reason | null;
  readonly error: StepFailure | null;
  readonly wakeAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The result once succeeded; while waiting for a time, the result that it will have. */
  readonly result: JsonValue;
}

export interface StepFailure {
  readonly code:
    | "tool_error"
    | "timeout"
    | "invalid_input"
    | "invalid_output"
    | "template_error"
    | "interrupted"
    | "crash_loop";
  readonly message: string;
  readonly retryable: boolean;
  readonly details?: JsonObject;
}

/** How an execution will end once its running steps have stopped. */
export interface Ending {
  readonly status: "failed" | "canceled" | "timed_out";
  readonly reason: Reason;
}

/** Everything the rules need to know about a running execution. Never changed in place. */
export interface ExecutionState {
  readonly id: string;
  readonly origin: string;
  readonly userId: string | null;
  readonly chainId: string | null;
  readonly params: JsonObject;
  readonly status: ExecutionStatus;
  readonly withErrors: boolean;
  readonly reason: Reason | null;
  readonly ending: Ending | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly deadlineAt: number | null;
  /** By the index of `plan.steps`. */
  readonly steps: readonly StepState[];
  /** Steps that have not ended. */
  readonly open: number;
  /** Steps that run now. */
  readonly running: number;
}

export const PENDING_STEP: StepState = {
  status: "pending",
  attempt: 0,
  failures: 0,
  reason: null,
  error: null,
  wakeAt: null,
  startedAt: null,
  endedAt: null,
  result: null,
};

export interface StartFacts {
  id: string;
  origin: string;
  userId: string | null;
  chainId: string | null;
  params: JsonObject;
  createdAt: number;
}

/** The state of an execution that was just recorded. */
export function queuedState(plan: Plan, facts: StartFacts): ExecutionState {
  return {
    ...facts,
    status: "queued",
    withErrors: false,
    reason: null,
    ending: null,
    startedAt: null,
    endedAt: null,
    deadlineAt: null,
    steps: plan.steps.map(() => PENDING_STEP),
    open: plan.steps.length,
    running: 0,
  };
}
