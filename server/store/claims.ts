import type { Sql } from "../../db/client";
import type { ExecutionStatus, Reason, StepStatus } from "../core/execution/states";
import type { JsonObject, JsonValue } from "../core/json";
import { PLAN_FORMAT } from "../core/plan/plan";

/** An execution that this process may drive now, as its row says. Times are epoch milliseconds. */
export interface ClaimedExecution {
  id: string;
  userId: string | null;
  chainId: string | null;
  chainName: string;
  planHash: string;
  origin: string;
  params: JsonObject;
  status: ExecutionStatus;
  withErrors: boolean;
  reason: Reason | null;
  ending: { status: "failed" | "canceled" | "timed_out"; reason: Reason } | null;
  seq: number;
  fence: number;
  crashes: number;
  createdAt: number;
  startedAt: number | null;
  deadlineAt: number | null;
  parentId: string | null;
  parentStep: string | null;
  parentItem: number | null;
  depth: number;
  replayOf: string | null;
  overrides: Record<string, JsonObject> | null;
  priority: number;
  concurrencyKey: string | null;
  /** It waits for others with its concurrency key: nothing may be done with it but to end it. */
  held: boolean;
}

/**
 * Takes the lease of executions that are due, that have a command waiting, or whose process stopped renewing. The fence
 * rises in the same statement, and so does the count of crashes: a step that kills its process comes to an end.
 * With `only`, nothing but these executions, and queued ones among them also before they are due.
 */
export async function claimExecutions(
  sql: Sql,
  processId: string,
  limit: number,
  offsetMs: number,
  only: string[] | null = null,
): Promise<ClaimedExecution[]> {
  const offset = offsetMs / 1000;
  const chosen = (column: string) => sql`(${only}::text[] is null or ${sql(column)} = any(${only}::text[]))`;
  const rows = await sql<ClaimedExecution[]>`
    with alive as (
      select id from processes where expires_at > now() + make_interval(secs => ${offset})
    ), candidates as (
      (select id from executions
        where owner is null and wake_at <= now() + make_interval(secs => ${offset}) and ${chosen("id")}
        order by wake_at limit ${limit})
      union
      (select id from executions where owner is not null and owner not in (select id from alive) and ${chosen("id")}
        limit ${limit})
      union
      (select e.id from execution_commands c join executions e on e.id = c.execution_id
        where e.owner is null and e.ended_at is null and ${chosen("e.id")} limit ${limit})
      union
      (select id from executions where id = any(${only}::text[]) and status = 'queued')
    ), locked as (
      select e.id, e.owner is not null as crashed from executions e
      where e.id in (select id from candidates) and e.ended_at is null
        and (e.owner is null or e.owner not in (select id from alive))
        and exists (select 1 from alive where id = ${processId})
        and e.plan_format <= ${PLAN_FORMAT} and (not e.held or exists (
          select from execution_commands c where c.execution_id = e.id and c.command = 'cancel'))
      for update skip locked limit ${limit}
    )
    update executions e
    set owner = ${processId}, fence = e.fence + 1, wake_at = null, crashes = e.crashes + l.crashed::int
    from locked l where e.id = l.id
    returning e.id, e.user_id as "userId", e.chain_id as "chainId", e.chain_name as "chainName",
      e.plan_hash as "planHash", e.origin, e.params, e.status, e.with_errors as "withErrors", e.reason, e.ending, e.seq, e.fence,
      e.crashes, ${epochMs(sql, "created_at")} as "createdAt", ${epochMs(sql, "started_at")} as "startedAt",
      ${epochMs(sql, "deadline_at")} as "deadlineAt", e.parent_id as "parentId", e.parent_step as "parentStep",
      e.parent_item as "parentItem", e.depth, e.replay_of as "replayOf", e.overrides, e.priority,
      e.concurrency_key as "concurrencyKey", e.held`;
  return [...rows];
}

function epochMs(sql: Sql, column: string) {
  return sql`(extract(epoch from e.${sql(column)}) * 1000)::float8`;
}

export interface StoredStep {
  executionId: string;
  stepId: string;
  /** -1: the step itself. */
  item: number;
  status: StepStatus;
  attempt: number;
  failures: number;
  iteration: number;
  taken: number | null;
  childId: string | null;
  items: JsonValue[] | null;
  reason: Reason | null;
  error: { code: string; message: string; retryable: boolean; details?: JsonObject } | null;
  result: JsonValue;
  resultFile: string | null;
  browser: JsonValue;
  wakeAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
}

/** The recorded steps of some executions, to rebuild their state; of loops that go on also the items. */
export async function loadSteps(sql: Sql, executionIds: string[]): Promise<StoredStep[]> {
  const rows = await sql<StoredStep[]>`
    select e.execution_id as "executionId", e.step_id as "stepId", e.item, e.status, e.attempt, e.failures, e.iteration,
      e.taken, e.child_id as "childId", e.items, e.reason, e.error,
      e.result, e.result_file as "resultFile", e.browser, ${epochMs(sql, "wake_at")} as "wakeAt", ${epochMs(sql, "started_at")} as "startedAt",
      ${epochMs(sql, "ended_at")} as "endedAt"
    from step_executions e
    where e.execution_id = any(${executionIds}::text[]) and (e.item = -1 or exists (
      select from step_executions p
      where p.execution_id = e.execution_id and p.step_id = e.step_id and p.item = -1 and p.ended_at is null))`;
  return [...rows];
}

/** Gives back what a process owns but does not drive: the answer to a claim got lost. Says how many. */
export async function releaseOrphans(sql: Sql, processId: string, driven: string[], offsetMs: number): Promise<number> {
  const result = await sql`
    update executions set owner = null, wake_at = now() + make_interval(secs => ${offsetMs / 1000})
    where owner = ${processId} and id <> all(${driven}::text[])`;
  return result.count;
}
