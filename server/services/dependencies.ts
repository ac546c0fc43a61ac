import type { Database } from "../../db/client";
import type { ToolCatalog } from "../core/plan/catalog";
import type { Log } from "../log";
import type { Signals } from "../store/signals";
import type { StartsHere } from "./starter";

/** What the services are built from; wired in `boot.ts`. */
export interface ServiceDependencies {
  db: Database;
  signals: Signals;
  catalog: ToolCatalog;
  /** Where a person's secret of that name may be sent; null: there is none. The person null: the operator. */
  findSecret(userId: string | null, name: string): Promise<{ hosts: readonly string[] } | null>;
  /** Copies the files of some steps from one execution to another; durable when it returns. */
  copyFiles(fromId: string, toId: string, stepIds: readonly string[]): Promise<void>;
  /** Begins executions in this process; absent: they are queued. */
  startsHere?: StartsHere;
  /** State folder. */
  home: string;
  log: Log;
}
