import type { StepFailure } from "../core/execution/state";
import type { JsonObject, JsonValue } from "../core/json";

/** What one attempt of a step is asked to do. Rendered, validated by nobody yet, secrets in the clear: never store it. */
export interface StepCall {
  executionId: string;
  stepId: string;
  /** Of an item of a loop: its index. */
  item: number | null;
  /** Of a repeat: the iteration, from 1; else 0. */
  iteration: number;
  attempt: number;
  /** Same for every try of the same attempt after a crash: tools send it on as the idempotency key. */
  effectId: string;
  tool: string;
  operation: string;
  parameters: JsonObject;
  userId: string | null;
  share: { browserSession: boolean; files: boolean };
  /** false: what the step does to a shared browser is not what the following steps go on from. */
  passesBrowser: boolean;
  /** Ids of the upstream steps whose files this step may read, nearest last. */
  readableSteps: readonly string[];
  /** Recorded state of the browser to continue from when no live session is there. */
  browser: BrowserState | null;
}

/** Recorded after each step that used a browser, so that another process can restore the session. */
export interface BrowserState {
  /** Of this recording: a live session that was in this state has only gone on since. */
  id?: string;
  url: string;
  /** Open tabs, in order; `url` is the active one. */
  tabs: string[];
  /** Cookies and local storage by origin, as Playwright's `storageState` has them. */
  storage: JsonValue;
  /** What each tab keeps for itself, in the order of `tabs`: its origin and the items. */
  sessionStorage?: (JsonObject | null)[];
}

/** `details` is evidence for the pages: url, status, screenshot path ... */
export type StepError = StepFailure;

export type StepOutcome =
  | { status: "succeeded"; result: JsonValue; browser?: BrowserState }
  | { status: "failed"; error: StepError; browser?: BrowserState }
  /** Nothing runs until `until` (epoch ms); then the step succeeds with `result`. */
  | { status: "waiting"; until: number; message: string; result: JsonValue }
  /** Waits for a person's answer, which becomes the result; at most until `until`. */
  | { status: "asking"; until: number | null; message: string; prompt: JsonObject };

export interface RecordedFile {
  /** Relative to the execution's folder, `/` between parts. */
  path: string;
  size: number;
  contentType: string;
  kind: "file" | "screenshot" | "download" | "result" | "trace";
  /** What the picture or file shows, for its alternative text. */
  label?: string;
}

/** What a running attempt may tell the engine. All of it becomes events of the execution, at once. */
export interface StepIo {
  /** Aborted on cancel, any of the timeouts, shutdown and loss of the lease; `reason` says which. */
  signal: AbortSignal;
  log(level: "debug" | "info" | "warn" | "error", message: string, data?: JsonObject): void;
  file(file: RecordedFile): void;
  /** The parameters contain values of secrets: what shows them as they are must not be kept. */
  readonly hasSecrets?: boolean;
  /** What the parameters contain may go only to hosts that every one of these lists has. */
  readonly onlyHosts?: readonly (readonly string[])[];
  /** A sign of life, for `start_timeout` and `idle_timeout`. Lines and files are signs too. */
  heartbeat(): void;
}

/** The one door between the engine and whatever does the work. A call never throws for an expected failure. */
export interface StepPort {
  run(call: StepCall, io: StepIo): Promise<StepOutcome>;
  /** The execution ended or left this process: close its browser session and the like. */
  release(executionId: string): Promise<void>;
}

/** Time, as the engine sees it. Tests drive a fake one. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds that never go back, for local deadlines. */
  monotonic(): number;
  /** Runs `wake` at `atMs` (epoch). Returns how to take it back. */
  schedule(atMs: number, wake: () => void): () => void;
  /** What `now()` is ahead of the real time, in milliseconds: 0 but in tests. */
  offsetMs(): number;
}

/** Which attempt a result is of; `item`: the index of the loop's item, or null. */
export interface ResultPlace {
  executionId: string;
  stepId: string;
  item: number | null;
  attempt: number;
}

/** Where large results go. Writing is durable before it returns. */
export interface ResultFiles {
  save(place: ResultPlace, result: JsonValue): Promise<{ file: string; preview: JsonValue }>;
  load(executionId: string, file: string): Promise<JsonValue>;
}

/** A secret for a step. `hosts`: where it may be sent; none: anywhere. `refused`: why it may not be used there. */
export type SecretAnswer = { value: string; hosts: readonly string[] } | { refused: string };

/** Secrets, asked for at the last moment. Null: there is none of that name. */
export interface SecretSource {
  read(of: { executionId: string; userId: string | null }, name: string): Promise<SecretAnswer | null>;
}

/** Where the engine tells operators what happens. */
export interface EngineLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
