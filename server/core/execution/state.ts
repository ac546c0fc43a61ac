import type { JsonObject, JsonValue } from "../json";
import type { Plan } from "../plan/plan";
import type { ExecutionStatus, Reason, ReasonCode, StepStatus } from "./states";

/** One step's life inside an execution. Times are epoch milliseconds. */
export interface StepState {
  readonly status: StepStatus;
  /** Attempts begun. */
  readonly attempt: number;
  /** Attempts that failed: what the retry policy counts. An interrupted attempt is none. */
  readonly failures: number;
  /** Which iteration of its `repeat` it is in, from 1; 0: it has none. Failures count anew in each. */
  readonly iteration: number;
  /** Index of the case of `next` that was taken; -1: none matched; null: nothing was chosen. */
  readonly taken: number | null;
  /** The execution of the sub-chain that it waits for. */
  readonly childId: string | null;
  /** While a `for_each` runs: its list, and where each item stands. */
  readonly loop: LoopState | null;
  readonly reason: Reason | null;
  readonly error: StepFailure | null;
  readonly wakeAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The result once succeeded; while waiting for a time, the result that it will have. */
  readonly result: JsonValue;
}

export interface LoopState {
  readonly list: readonly JsonValue[];
  /** By the index of the item. */
  readonly items: readonly StepState[];
  /** Items begin in their order: how many have. */
  readonly begun: number;
  /** How many of these have not ended. */
  readonly active: number;
}

/** Why an attempt failed; each is a reason of `states.ts` too. */
export const FAILURE_CODES = [
  "tool_error",
  "timeout",
  "start_timeout",
  "idle_timeout",
  "invalid_input",
  "invalid_output",
  "template_error",
  "interrupted",
  "crash_loop",
  "repeat_exhausted",
  "rejected",
  "approval_expired",
  "sub_chain_failed",
  "hook_failed",
] as const satisfies readonly ReasonCode[];

export interface StepFailure {
  readonly code: (typeof FAILURE_CODES)[number];
  readonly message: string;
  readonly retryable: boolean;
  readonly details?: JsonObject;
}

/** How an execution will end once its running steps have stopped. */
export interface Ending {
  readonly status: "succeeded" | "failed" | "canceled" | "timed_out";
  readonly reason: Reason | null;
  /** Compensations run before the end. */
  readonly rollback?: boolean;
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
  /** Of a schedule's run: the moment that it stands for. */
  readonly dueAt?: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly deadlineAt: number | null;
  /** By the index of `plan.steps`. */
  readonly steps: readonly StepState[];
  /** Steps that have not ended. */
  readonly open: number;
  /** Attempts that run now, those of loop items among them; a loop itself is none. */
  readonly running: number;
  /** The latest time that the execution has seen: its clock never goes back. */
  readonly clock: number;
}

export const PENDING_STEP: StepState = {
  status: "pending",
  attempt: 0,
  failures: 0,
  iteration: 0,
  taken: null,
  childId: null,
  loop: null,
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
  dueAt?: number | null;
}

/** The state of an execution that was just recorded. */
export function queuedState(plan: Plan, facts: StartFacts): ExecutionState {
  const { id, origin, userId, chainId, params, createdAt } = facts;
  return {
    id,
    origin,
    userId,
    chainId,
    params,
    createdAt,
    dueAt: facts.dueAt,
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
    clock: facts.createdAt,
  };
}
