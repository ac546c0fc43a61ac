import type { Database } from "../../db/client";
import type { PlanHook } from "../core/hooks/plan-hook";
import type { JsonObject } from "../core/json";
import type { ToolCatalog } from "../core/plan/catalog";
import type { Checking } from "../core/plan/checking";
import type { Log } from "../log";
import type { Keys } from "../secrets/keys";
import type { Settings } from "../settings/settings";
import type { Signals } from "../store/signals";
import type { StartsHere } from "./starter";

/** A hook of no execution, to see what it does. */
export interface HookTrialCall {
  id: string;
  hook: PlanHook;
  /** Hooks of the same moment before it: a `transform` makes its `vars`. */
  before: readonly PlanHook[];
  context: JsonObject;
  userId: string | null;
  /** False: only say what would be sent. */
  send: boolean;
}

export interface HookTrialResult {
  state: string;
  reason: string | null;
  request: JsonObject | null;
  answer: JsonObject | null;
  ms: number;
}

/** What the services are built from; wired in `boot.ts`. */
export interface ServiceDependencies {
  db: Database;
  signals: Signals;
  catalog: ToolCatalog;
  /** Where texts are checked; absent: on the thread that asks. */
  checking?: Checking;
  /** Where a person's secret of that name may be sent; null: there is none. The person null: the operator. */
  findSecret(userId: string | null, name: string): Promise<{ hosts: readonly string[] } | null>;
  /** Of the secret store. */
  keys: Keys;
  /** Copies the files of some steps from one execution to another; durable when it returns. */
  copyFiles(fromId: string, toId: string, stepIds: readonly string[]): Promise<void>;
  /** What administrators may change while the server runs. */
  settings: Settings;
  /** Environment variables that hooks may read. */
  hookEnv?: readonly string[];
  /** Tries a hook with a sample; absent: this process sends none. */
  tryHook?(call: HookTrialCall): Promise<HookTrialResult>;
  /** Whether the operator has set up a mail server. */
  sendsMail?: boolean;
  /** Begins executions in this process; absent: they are queued. */
  startsHere?: StartsHere;
  /** State folder. */
  home: string;
  log: Log;
}
