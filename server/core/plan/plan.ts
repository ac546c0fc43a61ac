import type { JsonObject, JsonValue } from "../json";

/** When an edge counts as satisfied: see `execution/joining.ts`. */
export const EDGE_CONDITIONS = ["success", "failure", "always"] as const;
export type EdgeCondition = (typeof EDGE_CONDITIONS)[number];

export const JOINS = ["all_succeeded", "any_succeeded", "all_done", "none_failed"] as const;
export type Join = (typeof JOINS)[number];

export const ERROR_POLICIES = ["stop", "continue", "retry", "alternative", "rollback"] as const;
export type ErrorPolicy = (typeof ERROR_POLICIES)[number];

/** The policies whose behaviour is built; the compiler refuses the others. */
export type PlanErrorPolicy = Extract<ErrorPolicy, "stop" | "continue">;

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
  /** `tool.operation`; an orchestrated step has `llm.task`. */
  tool: string;
  operation: string;
  /** Values and templates, as written (single-brace forms already turned into `{{ }}`). */
  parameters: JsonObject;
  dependsOn: readonly PlanEdge[];
  /** Indexes of the steps that depend on this one. */
  dependents: readonly number[];
  join: Join;
  /** Liquid expression without braces. */
  when: string | null;
  trigger: "auto" | "manual";
  pass: { result: boolean; files: boolean; browser: boolean };
  /** One attempt; null: no limit of its own. */
  timeoutMs: number | null;
  /** What a failure does once the attempts are used up. */
  errorPolicy: PlanErrorPolicy;
  retry: RetryPolicy;
  rerun: "safe" | "never";
}

/**
 * The compiled, immutable graph of one chain version. `steps` is in topological order (ties by the order of the
 * definition), so an edge always points to a lower index.
 */
export interface Plan {
  format: 1;
  /** SHA-256 of the canonical JSON of everything else, hex. */
  hash: string;
  name: string;
  steps: readonly PlanStep[];
  params: Readonly<Record<string, PlanParam>>;
  /** Whole execution, from its first claim; null: no limit. */
  timeoutMs: number | null;
  share: { browserSession: boolean; files: boolean };
  onCrash: "resume" | "fail";
}
