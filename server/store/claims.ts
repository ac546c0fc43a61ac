import type { PendingQuery, Row } from "postgres";
import type { Sql } from "../../db/client";
import type { ExecutionStatus, Reason, StepStatus } from "../core/execution/states";
import type { JsonObject, JsonValue } from "../core/json";
import { PLAN_FORMAT } from "../core/plan/plan";
import { begunSteps, lastSeq } from "./history";

type Fragment = PendingQuery<Row[]>;

/** When lanes take turns, each may give so many at once: with thousands of them one would be slow. */
const FEWEST = 10;

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
  /** Of one that goes on: what its row says, which may be less than its last event's number. See `loadLastSeqs`. */
  seq: number;
  fence: number;
  crashes: number;
  createdAt: number;
  /** Of a schedule's run: the moment that it stands for. */
  dueAt: number | null;
  startedAt: number | null;
  deadlineAt: number | null;
  parentId: string | null;
  parentStep: string | null;
  parentItem: number | null;
  depth: number;
  replayOf: string | null;
  /** A try-out from the builder: nobody is told of it. */
  isTest: boolean;
  overrides: Record<string, JsonObject> | null;
  priority: number;
  concurrencyKey: string | null;
  /** It waits for others with its concurrency key: nothing may be done with it but to end it. */
  held: boolean;
}

/** So many crashes in a row, this one included, make an execution a suspect. */
export const SUSPECT_CRASHES = 2;

export interface ClaimRequest {
  limit: number;
  /** What the caller's clock is ahead of the database's. */
  offsetMs: number;
  /** Nothing but these executions, and queued ones among them also before they are due. */
  only?: string[] | null;
  /** How many may be taken that have lost their process `SUSPECT_CRASHES` times without getting on; absent: any. */
  suspects?: number;
  /** Lanes of which fewer than `limit` may be taken. */
  narrow?: readonly { lane: string; room: number }[];
}

/**
 * Takes the lease of executions that are due, that have a command waiting, or whose process stopped renewing. The fence
 * rises in the same statement, and so does the count of crashes: a step that kills its process comes to an end.
 *
 * Usually all that is due fits into the limit. Only when it does not are the lanes looked at: they take turns then, so a line of
 * ten thousand keeps nobody else waiting. Within a lane a higher priority goes first, then who waits longest.
 */
export async function claimExecutions(sql: Sql, processId: string, request: ClaimRequest): Promise<ClaimedExecution[]> {
  const { limit, offsetMs, only = null, suspects = limit, narrow = [] } = request;
  const now = sql`now() + make_interval(secs => ${offsetMs / 1000})`;
  const rows = await sql<ClaimedExecution[]>`
    with recursive alive as (
      select id from processes where expires_at > ${now}
    ), ${only ? chosenOnes(sql, now, only) : fairChoice(sql, now, limit, narrow)}, suspect as (
      select e.id from executions e
      where e.id in (select id from chosen) and e.crashes + (e.owner is not null)::int >= ${SUSPECT_CRASHES}
        and e.ended_at is null and (e.owner is null or e.owner not in (select id from alive))
      order by random() limit ${suspects}
    ), locked as (
      select e.id, e.owner is not null as crashed from executions e
      where e.id in (select id from chosen) and e.ended_at is null
        and (e.owner is null or e.owner not in (select id from alive))
        and exists (select 1 from alive where id = ${processId})
        and (e.crashes + (e.owner is not null)::int < ${SUSPECT_CRASHES} or e.id in (select id from suspect))
        and e.plan_format <= ${PLAN_FORMAT} and (not e.held or exists (
          select from execution_commands c where c.execution_id = e.id and c.command = 'cancel'))
      for update skip locked limit ${limit}
    )
    update executions e
    set owner = ${processId}, fence = e.fence + 1, wake_at = null, crashes = e.crashes + l.crashed::int
    from locked l where e.id = l.id
    returning e.id, e.user_id as "userId", e.chain_id as "chainId", e.chain_name as "chainName",
      e.plan_hash as "planHash", e.origin, e.params, e.status, e.with_errors as "withErrors", e.reason, e.ending, e.seq, e.fence,
      e.crashes, ${epochMs(sql, "created_at")} as "createdAt", ${epochMs(sql, "due_at")} as "dueAt", ${epochMs(sql, "started_at")} as "startedAt",
      ${epochMs(sql, "deadline_at")} as "deadlineAt", e.parent_id as "parentId", e.parent_step as "parentStep",
      e.parent_item as "parentItem", e.depth, e.replay_of as "replayOf", e.is_test as "isTest", e.overrides, e.priority,
      e.concurrency_key as "concurrencyKey", e.held`;
  return [...rows];
}

function chosenOnes(sql: Sql, now: Fragment, only: string[]): Fragment {
  return sql`chosen as (
      select e.id from executions e where e.id = any(${only}::text[]) and e.ended_at is null and (
        e.status = 'queued' or (e.owner is null and e.wake_at <= ${now}) or e.owner not in (select id from alive)
        or exists (select from execution_commands c where c.execution_id = e.id))
    )`;
}

/** `lanes` goes through an index from one lane to the next; it is empty unless more is due than can be taken. */
function fairChoice(sql: Sql, now: Fragment, limit: number, narrow: NonNullable<ClaimRequest["narrow"]>): Fragment {
  return sql`due as (
      select id, lane, priority, wake_at from executions
      where owner is null and wake_at <= ${now} order by wake_at limit ${limit + 1}
    ), lanes as (
      (select lane from executions
        where owner is null and wake_at is not null and (select count(*) from due) > ${limit} order by lane limit 1)
      union all
      select (select e.lane from executions e
        where e.owner is null and e.wake_at is not null and e.lane > l.lane order by e.lane limit 1)
      from lanes l where l.lane is not null
    ), share as (
      select least(${limit}, greatest(${FEWEST}, ${4 * limit} / greatest(1, count(*)))) as size from lanes
    ), waiting as (
      select id, lane, priority, wake_at from due where (select count(*) from due) <= ${limit}
      union all
      select f.id, l.lane, f.priority, f.wake_at from lanes l cross join lateral (
        select e.id, e.priority, e.wake_at from executions e
        where e.lane = l.lane and e.owner is null and e.wake_at <= ${now}
        order by e.priority desc nulls last, e.wake_at limit (select size from share)
      ) f
      union all
      (select id, lane, priority, wake_at from executions where owner is not null and owner not in (select id from alive)
        limit ${limit})
    ), turns as (
      select id, lane, row_number() over (partition by lane order by priority desc, wake_at, id) as turn from waiting
    ), narrow as (
      select * from unnest(${narrow.map((one) => one.lane)}::text[], ${narrow.map((one) => one.room)}::int[]) as n(lane, room)
    ), chosen as (
      (select e.id from execution_commands c join executions e on e.id = c.execution_id
        where e.owner is null and e.ended_at is null limit ${limit})
      union all
      (select t.id from turns t left join narrow n on n.lane = t.lane
        where t.turn <= coalesce(n.room, ${limit}) order by t.turn, t.id limit ${limit})
    )`;
}

function epochMs(sql: Sql, column: string) {
  return sql`(extract(epoch from e.${sql(column)}) * 1000)::float8`;
}

export interface StoredStep {
  /** It runs, and has no row. */
  bare: boolean;
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
    select e.bare, e.execution_id as "executionId", e.step_id as "stepId", e.item, e.status, e.attempt, e.failures, e.iteration,
      e.taken, e.child_id as "childId", e.items, e.reason, e.error,
      e.result, e.result_file as "resultFile", e.browser, ${epochMs(sql, "wake_at")} as "wakeAt", ${epochMs(sql, "started_at")} as "startedAt",
      ${epochMs(sql, "ended_at")} as "endedAt"
    from unnest(${executionIds}::text[]) as x(id) cross join lateral ${begunSteps(sql, sql`x.id`)} e
    where (e.item = -1 or exists (
      select from step_executions p
      where p.execution_id = e.execution_id and p.step_id = e.step_id and p.item = -1 and p.ended_at is null))`;
  return [...rows];
}

/** The number of the last event of some executions, by id. Whoever claimed them knows that nobody else adds any; for others it may grow. */
export async function loadLastSeqs(sql: Sql, executionIds: string[]): Promise<Map<string, number>> {
  const rows = await sql<{ id: string; seq: number }[]>`
    select x.id, ${lastSeq(sql, sql`x.id`)} as seq from unnest(${executionIds}::text[]) as x(id)`;
  return new Map(rows.map((row) => [row.id, row.seq]));
}

/** What a process owns. */
export async function ownedExecutions(sql: Sql, processId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from executions where owner = ${processId}`;
  return rows.map((row) => row.id);
}

/** Gives back what a process owns but does not drive: the answer to a claim got lost. Says how many. */
export async function releaseOrphans(sql: Sql, processId: string, ids: string[], offsetMs: number): Promise<number> {
  if (ids.length === 0) return 0;
  const result = await sql`
    update executions set owner = null, wake_at = now() + make_interval(secs => ${offsetMs / 1000})
    where id = any(${ids}::text[]) and owner = ${processId}`;
  return result.count;
}
