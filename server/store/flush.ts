/**
 * The one statement of the hot path: transitions of many executions, written in one commit. Each row names the fence under
 * which it was decided and the event number that it follows; a process that lost its lease writes nothing, and the same
 * flush sent twice (its answer was lost) writes once.
 */
import type { Sql } from "../../db/client";
import { CHANNELS, eventsPayload } from "./channels";
import type { StoredCommand } from "./commands";
import { news, obeyed, started, told } from "./flush-parts";
import { jsonText } from "./json-text";
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
  events: EventWrite[];
  steps: StepWrite[];
  /** Commands that are obeyed by this write. */
  commandIds: number[];
  notifications: NotificationWrite[];
  /** Sub-chains that begin with this write. */
  starts: ExecutionStart[];
  /** Orders to other executions: a sub-chain is canceled or paused, a parent hears that its sub-chain has ended. */
  tells: Omit<StoredCommand, "id">[];
}

/** News for a person, told in the same commit as what it is about. */
export interface NotificationWrite {
  id: string;
  /** For whom: a person by id, or by e-mail when there is such a person. */
  userId: string | null;
  email: string | null;
  dedupeKey: string;
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
  const events = writes.flatMap((write) => write.events.map((event) => ({ ...event, id: write.id })));
  const steps = writes.flatMap((write) => write.steps.map((step) => ({ ...step, id: write.id })));
  const rest = [obeyed(sql, writes), news(sql, writes), started(sql, writes), told(sql, writes)];
  // Booleans travel as 0 and 1: the driver takes an array of booleans for one boolean.
  const rows = await sql<{ id: string; recorded: boolean }[]>`
    with v as (
      select * from unnest(
        ${writes.map((w) => w.id)}::text[], ${writes.map((w) => w.fence)}::int[], ${writes.map((w) => w.prevSeq)}::int[],
        ${writes.map((w) => w.seq)}::int[], ${writes.map((w) => w.status)}::text[],
        ${writes.map((w) => Number(w.withErrors))}::int[], ${writes.map((w) => jsonText(w.reason))}::text[],
        ${writes.map((w) => jsonText(w.ending))}::text[], ${writes.map((w) => Number(w.release))}::int[],
        ${writes.map((w) => w.wakeAt)}::float8[], ${writes.map((w) => w.deadlineAt)}::float8[],
        ${writes.map((w) => w.startedAt)}::float8[], ${writes.map((w) => w.endedAt)}::float8[],
        ${writes.map((w) => Number(w.progressed))}::int[]
      ) as v(id, fence, prev_seq, seq, status, with_errors, reason, ending, release, wake_at, deadline_at, started_at,
             ended_at, progressed)
    ), ok as (
      update executions e set
        seq = v.seq, status = v.status, with_errors = v.with_errors = 1, reason = v.reason::jsonb, ending = v.ending::jsonb,
        owner = case when v.release = 1 then null else e.owner end, wake_at = to_timestamp(v.wake_at / 1000),
        deadline_at = to_timestamp(v.deadline_at / 1000), started_at = to_timestamp(v.started_at / 1000),
        ended_at = to_timestamp(v.ended_at / 1000), crashes = case when v.progressed = 1 then 0 else e.crashes end
      from v
      where e.id = v.id and e.owner = ${processId} and e.fence = v.fence and e.seq = v.prev_seq
      returning e.id
    ), event as (
      insert into execution_events (execution_id, seq, at, kind, step_id, item, attempt, data)
      select x.id, x.seq, to_timestamp(x.at / 1000), x.kind, x.step_id, x.item, x.attempt, x.data::jsonb
      from unnest(
        ${events.map((x) => x.id)}::text[], ${events.map((x) => x.seq)}::int[], ${events.map((x) => x.at)}::float8[],
        ${events.map((x) => x.kind)}::text[], ${events.map((x) => x.stepId)}::text[], ${events.map((x) => x.item)}::int[],
        ${events.map((x) => x.attempt)}::int[], ${events.map((x) => jsonText(x.data))}::text[]
      ) as x(id, seq, at, kind, step_id, item, attempt, data) join ok on ok.id = x.id
    ), step as (
      insert into step_executions (execution_id, step_id, item, status, attempt, failures, iteration, taken, child_id, items,
                                   reason, error, result, result_bytes, result_file, browser, wake_at, started_at, ended_at)
      select x.id, x.step_id, x.item, x.status, x.attempt, x.failures, x.iteration, x.taken, x.child_id, x.items::jsonb,
             x.reason::jsonb, x.error::jsonb, x.result::jsonb, x.result_bytes, x.result_file, x.browser::jsonb,
             to_timestamp(x.wake_at / 1000), to_timestamp(x.started_at / 1000), to_timestamp(x.ended_at / 1000)
      from unnest(
        ${steps.map((x) => x.id)}::text[], ${steps.map((x) => x.stepId)}::text[], ${steps.map((x) => x.item)}::int[],
        ${steps.map((x) => x.status)}::text[], ${steps.map((x) => x.attempt)}::int[], ${steps.map((x) => x.failures)}::int[],
        ${steps.map((x) => x.iteration)}::int[], ${steps.map((x) => x.taken)}::int[], ${steps.map((x) => x.childId)}::text[],
        ${steps.map((x) => x.items)}::text[],
        ${steps.map((x) => jsonText(x.reason))}::text[], ${steps.map((x) => jsonText(x.error))}::text[],
        ${steps.map((x) => x.result)}::text[], ${steps.map((x) => x.resultBytes)}::int[],
        ${steps.map((x) => x.resultFile)}::text[],
        ${steps.map((x) => x.browser)}::text[], ${steps.map((x) => x.wakeAt)}::float8[],
        ${steps.map((x) => x.startedAt)}::float8[], ${steps.map((x) => x.endedAt)}::float8[]
      ) as x(id, step_id, item, status, attempt, failures, iteration, taken, child_id, items, reason, error, result,
             result_bytes, result_file, browser, wake_at, started_at, ended_at) join ok on ok.id = x.id
      on conflict (execution_id, step_id, item) do update set
        status = excluded.status, attempt = excluded.attempt, failures = excluded.failures,
        iteration = excluded.iteration, taken = excluded.taken, child_id = excluded.child_id,
        items = coalesce(excluded.items, step_executions.items), reason = excluded.reason,
        error = excluded.error, result = excluded.result, result_bytes = excluded.result_bytes,
        result_file = excluded.result_file,
        browser = coalesce(excluded.browser, step_executions.browser), wake_at = excluded.wake_at,
        started_at = excluded.started_at, ended_at = excluded.ended_at
    )${rest.map(({ parts }) => parts)}
    select v.id, (ok.id is not null or (e.fence = v.fence and e.seq >= v.seq)) as recorded,
      (select pg_notify(${CHANNELS.events}, ${eventsPayload(writes.map((w) => w.id))})) as notified
      ${rest.map(({ notes }) => notes)}
    from v left join ok on ok.id = v.id left join executions e on e.id = v.id`;
  const recorded = new Map(rows.map((row) => [row.id, row.recorded]));
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
