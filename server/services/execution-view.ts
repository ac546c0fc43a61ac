import type { Role } from "../core/access/roles";
import type { RecordedEvent } from "../core/execution/event";
import type { ExecutionStatus, Reason, StepStatus } from "../core/execution/states";
import type { JsonObject, JsonValue } from "../core/json";
import type { EdgeCondition, Join, StepRole } from "../core/plan/plan";

/** All times are epoch milliseconds. */
export interface StepView {
  id: string;
  status: StepStatus;
  /** Attempts begun so far. */
  attempt: number;
  reason: Reason | null;
  error: { code: string; message: string; details?: JsonObject } | null;
  /** When a waiting step goes on; null while waiting: a person decides. */
  wakeAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  /** Size of the result as JSON, when there is one. */
  resultBytes: number | null;
  /** Which iteration of its `repeat` it is in, from 1; 0: it has none. */
  iteration: number;
  /** Which way its `next` went: the case, and the id of the step, "end", or null when no case matched. */
  branch: { case: number; goto: string | null } | null;
  /** The execution of another chain that it runs, or ran last. */
  childId: string | null;
  /** How far its `for_each` is; null: it has none, or has not begun. */
  loop: LoopProgress | null;
}

/** Items of a loop. `ended` counts the failed ones too. */
export interface LoopProgress {
  total: number;
  ended: number;
  failed: number;
  /** Indexes of items that wait for a person's answer, at most the first hundred. */
  asking: number[];
}

/** One begun item of a loop. */
export interface ItemView {
  item: number;
  status: StepStatus;
  attempt: number;
  /** What the loop runs over here; long values are cut. */
  value: JsonValue;
  reason: Reason | null;
  error: { code: string; message: string; details?: JsonObject } | null;
  /** Long values are cut. */
  result: JsonValue;
  resultBytes: number | null;
  childId: string | null;
  wakeAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
}

/** A wire of the graph. */
export interface GraphEdge {
  step: string;
  on: EdgeCondition;
  /** On the way from a choice: the conditions that lead here, in order; null: otherwise. */
  cases?: (string | null)[];
}

/** How often a step runs. */
export type GraphLoop =
  | { type: "repeat"; until: string | null; max: number }
  /** `items`: the expression, or how many are written out. */
  | { type: "for_each"; items: string | number };

/** A node of the compiled plan, as graphs and lists show it. In topological order. */
export interface GraphStep {
  id: string;
  name: string;
  description: string | null;
  tool: string;
  operation: string;
  outputKey: string;
  /** Steps that stand by depend on the steps that they serve. */
  role: StepRole;
  /** The chain that the step runs. */
  subChain: string | null;
  dependsOn: GraphEdge[];
  join: Join;
  when: string | null;
  /** Conditions under which the execution ends here; null: otherwise. */
  ends: (string | null)[];
  loop: GraphLoop | null;
  trigger: "auto" | "manual";
}

export interface ExecutionView {
  id: string;
  /** What the reader may do with it. */
  role: Role;
  chainId: string | null;
  chainName: string;
  versionNumber: number | null;
  /** The saved task that runs alone; null: it is no task, or one that was not saved. */
  taskId: string | null;
  /** A try-out from the builder. */
  isTest: boolean;
  origin: string;
  startedBy: string | null;
  status: ExecutionStatus;
  withErrors: boolean;
  reason: Reason | null;
  params: JsonObject;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  priority: number;
  /** It waits for others with this concurrency key; null: it does not. */
  waitsForKey: string | null;
  /** The step of another execution that runs this one. */
  parent: { id: string; stepId: string; item: number | null } | null;
  /** The execution whose results it began with, and the step from which it went on. */
  replayOf: { id: string; from: string } | null;
  /** Replays of it, newest first. */
  replays: { id: string; from: string; createdAt: number }[];
  /** The last event that this view contains: follow from here. */
  seq: number;
  share: { browserSession: boolean; files: boolean };
  graph: GraphStep[];
  /** Same order as `graph`. */
  steps: StepView[];
  /** Median duration of the chain's last succeeded executions. */
  usualDurationMs: number | null;
}

/** A row of the executions list. */
export interface ExecutionRow {
  id: string;
  chainId: string | null;
  chainName: string;
  origin: string;
  status: ExecutionStatus;
  withErrors: boolean;
  /** It runs, and nothing of it does: it waits for a time or a person. */
  waiting: boolean;
  /** It waits for others with its concurrency key. */
  held: boolean;
  replayOf: string | null;
  parentId: string | null;
  reason: Reason | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
}

/** A row of a list: with what the reader may do with it. */
export interface ExecutionListRow extends ExecutionRow {
  role: Role;
}

/** Why a step is where it is. */
export interface StepExplanation {
  stepId: string;
  name: string;
  status: StepStatus;
  explanation: string;
}

/** Everything about one step of one execution (or one item of its loop), loaded when it is opened. */
export interface StepDetail {
  step: StepView;
  /** Resolved parameters of the last attempt; secrets are shown as their names. */
  input: JsonValue;
  result: JsonValue;
  /** Present when the result is kept in a file; `result` is then a preview. */
  resultFile: string | null;
  browserUrl: string | null;
  attempts: AttemptView[];
  logs: (RecordedEvent & { kind: "log" })[];
  files: FileView[];
  /** Why the step is where it is: one sentence. */
  explanation: string;
  /** The execution from which a replay or a test took it over. */
  keptFrom: string | null;
  /** In a test: its end was fixed, and it did not run. */
  isFixed: boolean;
}

export interface AttemptView {
  number: number;
  startedAt: number;
  endedAt: number | null;
  status: "running" | "succeeded" | "failed" | "timed_out" | "canceled" | "interrupted" | "waiting";
  error: { code: string; message: string; details?: JsonObject } | null;
  /** The wait before this attempt. */
  waitedMs: number | null;
}

export interface FileView {
  path: string;
  size: number;
  contentType: string;
  kind: "file" | "screenshot" | "download" | "result" | "trace";
  label: string | null;
  stepId: string;
  at: number;
  /** Same-origin URL of the content. */
  url: string;
}
