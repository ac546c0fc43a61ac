/**
 * The one statement of the hot path: transitions of many executions, written in one commit. Each row names the fence under
 * which it was decided and the event number that it follows; a process that lost its lease writes nothing, and the same
 * flush sent twice (its answer was lost) writes once.
 *
 * Nearly always all of it is accepted. So it is first written as if it were, in a statement that fails as a whole when one
 * row is not; only then does a second one judge each execution by itself.
 */

import type { Sql } from "../../db/client";
import type { NotificationKind } from "../core/notifications/rules";
import type { StoredCommand } from "./commands";
import { isSurprise, writeAccepted, writeAll } from "./flush-statement";
import type { BareStep } from "./history-rows";
import type { MomentWrite } from "./hook-writes";
import type { ExecutionStart } from "./start-executions";

/** All that a flush writes of one execution. Times are epoch milliseconds. */
export interface ExecutionWrite {
  id: string;
  userId: string | null;
  fence: number;
  /** Number of the event before the first of this write. */
  prevSeq: number;
  seq: number;
  status: string;
  withErrors: boolean;
  reason: unknown;
  ending: unknown;
  /** Let go of the lease: it has ended, or has nothing to do before `wakeAt`. */
  release: boolean;
  /** Only with `release`. */
  wakeAt: number | null;
  deadlineAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  /** A step ended: the count of crashes starts anew. */
  progressed: boolean;
  /** Nothing in the execution's row changes: only the history grows, and steps. Has events, and so had the write before it. */
  plain: boolean;
  events: EventWrite[];
  /** Steps that run after these events and have no row. */
  running: readonly BareStep[];
  steps: StepWrite[];
  /** Commands that are obeyed by this write. */
  commandIds: number[];
  notifications: NotificationWrite[];
  /** The execution begins with this write: its row comes into being with the process as its owner, under fence 1. */
  begin: ExecutionStart | null;
  /** Sub-chains that begin with this write. */
  starts: ExecutionStart[];
  /** Orders to other executions: a sub-chain is canceled or paused, a parent hears that its sub-chain has ended. */
  tells: Omit<StoredCommand, "id">[];
  /** What lifecycle hooks are owed; absent: nothing. */
  moments?: MomentWrite[];
}

/** News for a person, told in the same commit as what it is about. */
export interface NotificationWrite {
  id: string;
  /** For whom: a person by id, or by e-mail when there is such a person. */
  userId: string | null;
  email: string | null;
  dedupeKey: string;
  kind: NotificationKind;
  /** The step that it is about. */
  stepId: string | null;
  level: "info" | "success" | "warning" | "error";
  title: string;
  body: string;
  chainName: string;
  at: number;
}

export interface EventWrite {
  seq: number;
  at: number;
  kind: string;
  stepId: string | null;
  /** Index of the item of a loop; null: the step itself. */
  item: number | null;
  attempt: number | null;
  data: unknown;
}

export interface StepWrite {
  /** It has no row yet. */
  fresh: boolean;
  stepId: string;
  /** Index of the item of a loop; -1: the step itself. */
  item: number;
  status: string;
  attempt: number;
  failures: number;
  iteration: number;
  taken: number | null;
  childId: string | null;
  /** JSON text of the list that a loop runs over, when it has just begun. */
  items: string | null;
  reason: unknown;
  error: unknown;
  /** JSON text, ready to be stored. */
  result: string | null;
  resultBytes: number | null;
  /** Where a large result is kept; `result` is then a preview. */
  resultFile: string | null;
  browser: string | null;
  wakeAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
}

/** Writes a batch; answers per execution whether it is recorded. False: the lease is another process's now. */
export async function flush(sql: Sql, processId: string, writes: readonly ExecutionWrite[]): Promise<boolean[]> {
  try {
    await writeAll(sql, processId, writes);
    return writes.map(() => true);
  } catch (error) {
    if (!isSurprise(error)) throw error;
  }
  const recorded = await writeAccepted(sql, processId, writes);
  return writes.map((write) => recorded.get(write.id) ?? false);
}

/** Gives an execution back whose write the database refuses, to be tried again later; counts as a crash. */
export async function giveBack(
  sql: Sql,
  processId: string,
  id: string,
  fence: number,
  retryAfterMs: number,
): Promise<void> {
  await sql`
    update executions set owner = null, crashes = crashes + 1, wake_at = now() + make_interval(secs => ${retryAfterMs / 1000})
    where id = ${id} and owner = ${processId} and fence = ${fence}`;
}
