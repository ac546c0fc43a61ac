import type { JsonObject } from "../json";

/**
 * The single source of states. The reducer, the SQL checks, the buttons of the pages, the error messages and the docs
 * page `docs/reference/states.md` all come from these tables.
 */
export const EXECUTION_STATUSES = [
  "queued",
  "running",
  "paused",
  "succeeded",
  "failed",
  "canceled",
  "timed_out",
] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

export const STEP_STATUSES = [
  "pending",
  "queued",
  "running",
  "waiting",
  "succeeded",
  "failed",
  "timed_out",
  "canceled",
  "skipped",
] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

const ENDED_EXECUTION: ReadonlySet<ExecutionStatus> = new Set(["succeeded", "failed", "canceled", "timed_out"]);
const ENDED_STEP: ReadonlySet<StepStatus> = new Set(["succeeded", "failed", "timed_out", "canceled", "skipped"]);

/** An ended execution never changes again. */
export const isExecutionEnded = (status: ExecutionStatus): boolean => ENDED_EXECUTION.has(status);
/** An ended step never changes again. */
export const isStepEnded = (status: StepStatus): boolean => ENDED_STEP.has(status);

/** Every end that is no success, and every wait, has a reason: a code for programs, a sentence for people. */
export interface Reason {
  code: ReasonCode;
  message: string;
  /** Of `approval`: the question, who may answer, and the fields of the answer. */
  prompt?: JsonObject;
}

/** What each reason means, in words; generated into the docs. */
export const REASONS = {
  condition_false: "The step's `when` was false.",
  branch_not_taken: "The way that leads to the step was not taken.",
  not_needed: "The step stands by for another one, which did not need it, or is no part of a test.",
  dependency_failed: "A step that had to succeed did not.",
  dependency_skipped: "A step that this one depends on was skipped.",
  execution_stopped: "The execution ended before this step's turn.",
  execution_canceled: "A person or program canceled the execution.",
  step_failed: "A step failed and nothing handled it.",
  rolled_back: "A step failed, and what had succeeded before was undone.",
  rollback_failed: "A step failed, and not all that had succeeded before could be undone.",
  timeout: "The time limit of the step or of the execution ran out.",
  start_timeout: "The tool gave no sign of life in the time that it had for its start.",
  idle_timeout: "The tool gave no sign of life for too long.",
  interrupted: "The process ended in the middle of a step that may not run twice.",
  failed_recovered: "The process ended and the chain says `on_crash: fail`.",
  crash_loop: "The step ended its process too often.",
  deadlock: "Steps are open and none of them can ever run.",
  manual_trigger: "Waits for a person to press Continue.",
  approval: "Waits for a person's answer.",
  approval_expired: "Nobody answered in time.",
  rejected: "A person said no.",
  retry_backoff: "Waits before the next attempt.",
  repeat_interval: "Waits before the next iteration.",
  repeat_exhausted: "The condition of a repeat did not hold after its last iteration.",
  sub_chain: "Waits for the end of the execution of another chain.",
  sub_chain_failed: "The execution of the other chain did not succeed.",
  concurrency_queue: "Waits for other executions with the same concurrency key.",
  concurrency_skip: "Other executions with the same concurrency key were going on.",
  concurrency_superseded: "A newer execution with the same concurrency key took its place.",
  timer: "Waits for a point in time.",
  tool_error: "The tool reported an error.",
  invalid_input: "The resolved parameters do not fit the operation's input schema.",
  invalid_output: "The result does not fit the operation's output schema.",
  template_error: "A template of the step could not be evaluated.",
  hook_failed: "A lifecycle hook with `on_error: fail` failed.",
} as const;
export type ReasonCode = keyof typeof REASONS;

interface Row<Status extends string> {
  from: Status | null;
  event: string;
  to: Status;
}

/** Every change of status that an execution can make, and what makes it. */
export const EXECUTION_TRANSITIONS: readonly Row<ExecutionStatus>[] = [
  { from: null, event: "started", to: "queued" },
  { from: "queued", event: "claimed", to: "running" },
  { from: "queued", event: "canceled", to: "canceled" },
  { from: "running", event: "paused", to: "paused" },
  { from: "running", event: "every step ended, or a choice went to the end", to: "succeeded" },
  { from: "running", event: "a failure was not handled", to: "failed" },
  { from: "running", event: "canceled, after running steps stopped", to: "canceled" },
  { from: "running", event: "its time limit ran out", to: "timed_out" },
  { from: "paused", event: "resumed", to: "running" },
  { from: "paused", event: "canceled, after running steps stopped", to: "canceled" },
  { from: "paused", event: "a failure was not handled", to: "failed" },
  { from: "paused", event: "its time limit ran out", to: "timed_out" },
];

/** Every change of status that a step execution can make, and what makes it. */
export const STEP_TRANSITIONS: readonly Row<StepStatus>[] = [
  { from: "pending", event: "its dependencies are satisfied", to: "running" },
  { from: "pending", event: "ready, trigger: manual", to: "waiting" },
  { from: "pending", event: "will not run", to: "skipped" },
  { from: "pending", event: "its condition or its list could not be evaluated", to: "failed" },
  { from: "pending", event: "taken over from the replayed execution", to: "succeeded" },
  { from: "pending", event: "taken over from the replayed execution", to: "timed_out" },
  { from: "queued", event: "resumed", to: "running" },
  { from: "queued", event: "the execution ends", to: "canceled" },
  { from: "running", event: "interrupted or due while paused", to: "queued" },
  { from: "running", event: "succeeded", to: "succeeded" },
  { from: "running", event: "failed for good", to: "failed" },
  { from: "running", event: "timed out for good", to: "timed_out" },
  { from: "running", event: "stopped, the execution ends", to: "canceled" },
  { from: "running", event: "waits: next attempt or iteration, time, answer, sub-chain", to: "waiting" },
  { from: "running", event: "interrupted, runs again", to: "running" },
  { from: "waiting", event: "due or continued", to: "running" },
  {
    from: "waiting",
    event: "its sub-chain or answer came, and it waits for the next iteration or attempt",
    to: "waiting",
  },
  { from: "waiting", event: "due or continued while paused", to: "queued" },
  { from: "waiting", event: "its time has come, it is answered, its sub-chain succeeded", to: "succeeded" },
  { from: "waiting", event: "refused, unanswered in time, its sub-chain did not succeed", to: "failed" },
  { from: "waiting", event: "its total time ran out", to: "timed_out" },
  { from: "queued", event: "its total time ran out", to: "timed_out" },
  { from: "waiting", event: "the execution ends", to: "canceled" },
];

/** The rows of a table by what they begin with: asked for every change. */
function movesOf<Status extends string>(rows: readonly Row<Status>[]): ReadonlyMap<Status, readonly Status[]> {
  const moves = new Map<Status, Status[]>();
  for (const { from, to } of rows) if (from !== null) moves.set(from, [...(moves.get(from) ?? []), to]);
  return moves;
}

const STEP_MOVES = movesOf(STEP_TRANSITIONS);
const EXECUTION_MOVES = movesOf(EXECUTION_TRANSITIONS);

/** Whether the table knows that change. */
export const canStepMove = (from: StepStatus, to: StepStatus): boolean => STEP_MOVES.get(from)?.includes(to) ?? false;

/** Whether the table knows that change. */
export const canExecutionMove = (from: ExecutionStatus, to: ExecutionStatus): boolean =>
  EXECUTION_MOVES.get(from)?.includes(to) ?? false;
