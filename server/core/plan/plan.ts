import type { PlanHooks } from "../hooks/plan-hook";
import type { JsonObject, JsonValue } from "../json";

/**
 * The version of the compiled form. A program takes up no execution whose plan is newer than it knows; plans of older
 * versions are completed by `upgrade.ts`.
 */
export const PLAN_FORMAT = 3;

/** When an edge counts as satisfied: see `execution/joining.ts`. */
export const EDGE_CONDITIONS = ["success", "failure", "always"] as const;
export type EdgeCondition = (typeof EDGE_CONDITIONS)[number];

export const JOINS = ["all_succeeded", "any_succeeded", "all_done", "none_failed"] as const;
export type Join = (typeof JOINS)[number];

export const ERROR_POLICIES = ["stop", "continue", "retry", "alternative", "rollback"] as const;
export type ErrorPolicy = (typeof ERROR_POLICIES)[number];

/** What a failure for good does. `retry` is no policy here: its attempts are in `retry`, and after them it is `stop`. */
export type PlanErrorPolicy = Exclude<ErrorPolicy, "retry">;

/**
 * `step` runs in its turn. The others stand by: an `alternative` runs when a step that it serves has failed, a
 * `compensation` when the execution rolls back a step that it serves and that had succeeded.
 */
export const STEP_ROLES = ["step", "alternative", "compensation"] as const;
export type StepRole = (typeof STEP_ROLES)[number];

export const CONFLICT_POLICIES = ["return_existing", "queue", "skip", "cancel_running"] as const;
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

/** Waiting times between attempts: `min(initialDelayMs * backoffFactor^(n-2), maxDelayMs)` before attempt n. */
export interface RetryPolicy {
  /** All attempts together, the first included; 1 means no retry. */
  maxAttempts: number;
  initialDelayMs: number;
  backoffFactor: number;
  maxDelayMs: number;
  /** Full jitter: the wait is drawn between 0 and the delay. */
  jitter: boolean;
}

export interface PlanEdge {
  /** Index in `Plan.steps` of the step that this one depends on. */
  step: number;
  on: EdgeCondition;
  /** Only on the way from a choice: the cases of that step's `next` that lead here. Satisfied when one of them is taken. */
  cases?: readonly number[];
}

/** One way out of a step: the first whose condition holds is taken. */
export interface NextCase {
  /** Liquid expression without braces; null: always. */
  when: string | null;
  /** Index in `Plan.steps`, or the end of the execution. */
  goto: number | "end";
}

/** Run again until a condition holds: the wait before iteration n + 1 is `min(everyMs * backoffFactor^(n-1), maxEveryMs)`. */
export interface RepeatPolicy {
  everyMs: number;
  /** Liquid expression without braces; null: exactly `max` times. */
  until: string | null;
  max: number;
  backoffFactor: number;
  maxEveryMs: number;
}

export interface ForEach {
  /** A list, or a template that gives one. */
  items: JsonValue;
  /** Items that run at a time. */
  concurrency: number;
}

export type ParamType = "string" | "number" | "integer" | "boolean" | "array" | "object";

/** One parameter of a chain: the run form and the check at start come from it. */
export interface PlanParam {
  type: ParamType;
  required: boolean;
  default?: JsonValue;
  title?: string;
  description?: string;
  enum?: JsonValue[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

export interface PlanStep {
  id: string;
  name: string;
  description?: string;
  /** Name of the result in the context. */
  outputKey: string;
  role: StepRole;
  /** Of a step that stands by: the steps that it serves, which are also its dependencies. */
  serves: readonly number[];
  /** `tool.operation`; an orchestrated step has `llm.task`, one that runs another chain `chain.run`. */
  tool: string;
  operation: string;
  /** The saved task that the step does, as it was called when the chain was compiled; its body stands in this plan. */
  task?: { id: string; name: string };
  /** Name or id of the chain that the step runs; `parameters` are its params. */
  subChain: string | null;
  /** Values and templates, as written (single-brace forms already turned into `{{ }}`). */
  parameters: JsonObject;
  dependsOn: readonly PlanEdge[];
  /** Indexes of the steps that depend on this one; those that stand by for it are not among them. */
  dependents: readonly number[];
  join: Join;
  /** Liquid expression without braces. */
  when: string | null;
  /** In order; empty: all dependents may run. */
  next: readonly NextCase[];
  trigger: "auto" | "manual";
  repeat: RepeatPolicy | null;
  forEach: ForEach | null;
  pass: { result: boolean; files: boolean; browser: boolean };
  /** One attempt; null: no limit of its own. */
  timeoutMs: number | null;
  /** From the start of the first attempt: all attempts, iterations and items, and the waits between them. */
  totalTimeoutMs: number | null;
  /** Until the first sign of life of an attempt. */
  startTimeoutMs: number | null;
  /** Between two signs of life of an attempt. */
  idleTimeoutMs: number | null;
  /** What a failure does once the attempts are used up. */
  errorPolicy: PlanErrorPolicy;
  /** With `errorPolicy: alternative`: index of the step that stands in. */
  alternative: number | null;
  /** Index of the step that undoes this one in a rollback. */
  compensate: number | null;
  retry: RetryPolicy;
  rerun: "safe" | "never";
  /** Absent: it has none of its own. */
  hooks?: PlanHooks;
}

/**
 * The compiled, immutable graph of one chain version. `steps` is in topological order (ties by the order of the
 * definition), so an edge always points to a lower index.
 */
export interface Plan {
  format: typeof PLAN_FORMAT;
  /** SHA-256 of the canonical JSON of everything else, hex. */
  hash: string;
  name: string;
  steps: readonly PlanStep[];
  params: Readonly<Record<string, PlanParam>>;
  /** Whole execution, from its first claim; null: no limit. */
  timeoutMs: number | null;
  share: { browserSession: boolean; files: boolean };
  onCrash: "resume" | "fail";
  /** How many executions with the same key may go on at a time, and what one too many does. `key` is a template of params. */
  concurrency: { key: string; limit: number; onConflict: ConflictPolicy } | null;
  /** Of all its steps, and of the whole; absent: none. */
  hooks?: PlanHooks;
}
