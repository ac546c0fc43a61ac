import type { Sql } from "../../db/client";
import type { RecordedEvent } from "../core/execution/event";
import type { Ending } from "../core/execution/state";
import type { ExecutionStatus, Reason, StepStatus } from "../core/execution/states";
import type { JsonObject, JsonValue } from "../core/json";
import { begunSteps, history, lastSeq } from "./history";
import { type ChildRecord, countItems, type LoopCount, listChildren } from "./items";

/** Times are epoch milliseconds. */
export interface ExecutionRecord {
  id: string;
  userId: string | null;
  startedBy: string | null;
  chainId: string | null;
  chainName: string;
  versionNumber: number | null;
  /** Of a task that runs alone. */
  taskId: string | null;
  /** A try-out from the builder. */
  isTest: boolean;
  planHash: string;
  origin: string;
  params: JsonObject;
  status: ExecutionStatus;
  withErrors: boolean;
  /** It runs, and nothing of it does: it waits for a time or a person, without a process. */
  waiting: boolean;
  reason: Reason | null;
  ending: Pick<Ending, "status" | "rollback"> | null;
  seq: number;
  /** Higher goes first. */
  priority: number;
  /** Queued until others with its concurrency key have ended. */
  held: boolean;
  /** With the chain in front; null: no limit. */
  concurrencyKey: string | null;
  parentId: string | null;
  parentStep: string | null;
  parentItem: number | null;
  replayOf: string | null;
  replayFrom: string | null;
  /** Parameters of a replay that stand in for the plan's, by step id. */
  overrides: Record<string, JsonObject> | null;
  createdAt: number;
  /** Of a schedule's run: the moment that it stands for. */
  dueAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
}

/** Epoch milliseconds of a column. */
export const ms = (sql: Sql, column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8`;

/** What makes an `ExecutionRecord`, of `executions e` and `users u`. */
export function executionColumns(sql: Sql) {
  return sql`e.id, e.user_id as "userId", u.name as "startedBy", e.chain_id as "chainId", e.chain_name as "chainName",
    e.version_number as "versionNumber", e.task_id as "taskId", e.is_test as "isTest", e.plan_hash as "planHash", e.origin, e.params, e.status,
    e.with_errors as "withErrors", (e.status = 'running' and e.owner is null) as waiting, e.reason, e.ending,
    coalesce(${lastSeq(sql, sql`e.id`)}, e.seq) as seq,
    e.priority, e.held, e.concurrency_key as "concurrencyKey", e.parent_id as "parentId", e.parent_step as "parentStep",
    e.parent_item as "parentItem", e.replay_of as "replayOf", e.replay_from as "replayFrom", e.overrides,
    ${ms(sql, "e.created_at")} as "createdAt", ${ms(sql, "e.due_at")} as "dueAt",
    ${ms(sql, "e.started_at")} as "startedAt", ${ms(sql, "e.ended_at")} as "endedAt"`;
}

export async function findExecution(sql: Sql, id: string): Promise<ExecutionRecord | null> {
  const rows = await sql<ExecutionRecord[]>`
    select ${executionColumns(sql)} from executions e left join users u on u.id = e.user_id where e.id = ${id}`;
  return rows[0] ?? null;
}

export interface StepRecord {
  stepId: string;
  status: StepStatus;
  attempt: number;
  failures: number;
  /** Of a repeat: which iteration it is in; else 0. */
  iteration: number;
  /** Index of the case of `next` that was taken; -1: none; null: nothing to choose. */
  taken: number | null;
  /** The execution of the sub-chain that it waits for. */
  childId: string | null;
  reason: Reason | null;
  error: { code: string; message: string; details?: JsonObject } | null;
  resultBytes: number | null;
  resultFile: string | null;
  wakeAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
}

/** All begun steps, without their results and the items of their loops. */
export async function listSteps(sql: Sql, executionId: string): Promise<StepRecord[]> {
  const rows = await sql<StepRecord[]>`
    select step_id as "stepId", status, attempt, failures, iteration, taken, child_id as "childId", reason, error, result_bytes as "resultBytes", result_file as "resultFile",
      ${ms(sql, "wake_at")} as "wakeAt", ${ms(sql, "started_at")} as "startedAt", ${ms(sql, "ended_at")} as "endedAt"
    from ${begunSteps(sql, sql`${executionId}::text`)} s where item = -1`;
  return [...rows];
}

/** The execution, its begun steps, their loops and sub-chains as of one moment, so that `seq` says exactly what they contain. */
export async function readSnapshot(
  sql: Sql,
  id: string,
): Promise<{ execution: ExecutionRecord; steps: StepRecord[]; loops: LoopCount[]; children: ChildRecord[] } | null> {
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    const client = tx as unknown as Sql;
    const execution = await findExecution(client, id);
    if (!execution) return null;
    const steps = await listSteps(client, id);
    return { execution, steps, loops: await countItems(client, id), children: await listChildren(client, id) };
  });
}

/** Results of steps that have ended, by step id. */
export async function listResults(sql: Sql, executionId: string) {
  const rows = await sql<
    {
      stepId: string;
      status: StepStatus;
      result: JsonValue;
      resultBytes: number | null;
      resultFile: string | null;
      browser: { url?: string } | null;
      startedAt: number | null;
      endedAt: number | null;
      error: { code: string; message: string } | null;
    }[]
  >`
    select step_id as "stepId", status, result, result_bytes as "resultBytes", result_file as "resultFile", browser, error,
      ${ms(sql, "started_at")} as "startedAt", ${ms(sql, "ended_at")} as "endedAt"
    from ${begunSteps(sql, sql`${executionId}::text`)} s where item = -1`;
  return [...rows];
}

/** Events after `afterSeq`, in order; optionally of one step, and of it one item (null: itself) or the facts of all of it. */
export async function listEvents(
  sql: Sql,
  executionId: string,
  page: { afterSeq: number; limit: number; stepId?: string; item?: number | null; factsOnly?: boolean },
): Promise<RecordedEvent[]> {
  const item = page.item === undefined ? sql`` : sql`and item is not distinct from ${page.item}::int`;
  const facts = page.factsOnly ? sql`and kind in ('log', 'file')` : sql``;
  const rows = await sql<RecordedEvent[]>`
    select seq, ${ms(sql, "at")} as at, kind, step_id as "stepId", item, attempt, data
    from ${history(sql, sql`h.execution_id = ${executionId} and h.seq > ${page.afterSeq}`)} h
    where seq > ${page.afterSeq}
      and (${page.stepId ?? null}::text is null or step_id = ${page.stepId ?? null}) ${item} ${facts}
    order by row_seq, place limit ${page.limit}`;
  return [...rows];
}

/** What tells of files, in order. */
export async function listFileEvents(sql: Sql, executionId: string, limit: number): Promise<RecordedEvent[]> {
  const rows = await sql<RecordedEvent[]>`
    select seq, ${ms(sql, "at")} as at, kind, step_id as "stepId", item, attempt, data
    from ${history(sql, sql`h.execution_id = ${executionId}`)} h
    where kind = 'file' order by row_seq, place limit ${limit}`;
  return [...rows];
}

/** Median duration of a chain's last succeeded executions, in milliseconds. */
export async function usualDuration(sql: Sql, chainId: string): Promise<number | null> {
  const rows = await sql<{ median: number | null }[]>`
    select (percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at)) * 1000)::float8 as median
    from (select started_at, ended_at from executions where chain_id = ${chainId} and status = 'succeeded' and not is_test
          order by created_at desc limit 30) e`;
  return rows[0]?.median ?? null;
}
