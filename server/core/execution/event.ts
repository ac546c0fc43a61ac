import type { JsonObject, JsonValue } from "../json";
import type { ExecutionStatus, Reason, StepStatus } from "./states";

/**
 * A recorded row of `execution_events`: a transition (`execution.<status>`, `step.<status>`) or a fact. `seq` counts
 * from 1 per execution without gaps, in commit order. Times are epoch milliseconds.
 */
export interface RecordedEvent {
  seq: number;
  at: number;
  kind: RecordedKind;
  stepId: string | null;
  /** Of an item of a loop: its index; null: the step itself. */
  item: number | null;
  attempt: number | null;
  data: JsonObject | null;
}

export type RecordedKind = `execution.${ExecutionStatus}` | `step.${StepStatus}` | "log" | "file" | "command";

/** `data` of a transition of a step. */
export interface StepTransitionData {
  reason?: Reason;
  /** Why the attempt that just ended failed, also when another one follows. */
  error?: { code: string; message: string; details?: JsonObject };
  /** Epoch ms at which a waiting step goes on; absent: a person decides. */
  wakeAt?: number;
  /** Size of the result as JSON. */
  bytes?: number;
  /** Which way its `next` went, and why. */
  branch?: { case: number; goto: string | null; message: string };
  /** Of a `repeat`: the iteration that begins or has ended. */
  iteration?: number;
  /** Of a `for_each`: how many items it has. */
  items?: number;
  /** The execution of the sub-chain that it waits for. */
  childId?: string;
  /** The execution from which a replay or a test took it over. */
  replayOf?: string;
  /** Of a test: a person had fixed this end. */
  fixed?: boolean;
}

/** `data` of a transition of the execution. */
export interface ExecutionTransitionData {
  reason?: Reason;
  withErrors?: boolean;
}

/** `data` of the facts. */
export interface LogData {
  level: "debug" | "info" | "warn" | "error";
  message: string;
  data?: JsonValue;
}
export interface FileData {
  path: string;
  size: number;
  contentType: string;
  kind: "file" | "screenshot" | "download" | "result" | "trace";
  label?: string;
}
