/** The two forms of the flush: all or nothing, which is fast, and each execution by itself. */
import type { Sql } from "../../db/client";
import { CHANNELS, eventsPayload } from "./channels";
import type { EventWrite, ExecutionWrite } from "./flush";
import {
  BEGIN_COLUMNS,
  CHANGE_COLUMNS,
  CHANGED,
  EVENT_COLUMNS,
  type Owned,
  STEP_COLUMNS,
  STEP_KEY,
} from "./flush-columns";
import { news, obeyed, started, told } from "./flush-parts";
import { type Fragment, rowSet } from "./row-set";

/** Writes everything, or throws what `isSurprise` knows and writes nothing. */
export async function writeAll(sql: Sql, processId: string, writes: readonly ExecutionWrite[]): Promise<void> {
  const { parts, notes } = statementParts(sql, processId, writes, sql``);
  // A batch of which not every row is accepted divides by zero.
  await sql`${parts} select 1 / (case when count(*) = ${writes.length}::int then 1 else 0 end) as written ${notes} from ok`;
}

/** Whether `writeAll` was stopped by a row that is not accepted, or is there already. */
export function isSurprise(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === "22012" || code === "23505";
}

/** Writes what is accepted; says of each execution whether it is recorded now, or was before. */
export async function writeAccepted(
  sql: Sql,
  processId: string,
  writes: readonly ExecutionWrite[],
): Promise<Map<string, boolean>> {
  const { parts, notes } = statementParts(sql, processId, writes, sql`join ok on ok.id = x.execution_id`);
  const rows = await sql<{ id: string; recorded: boolean }[]>`${parts}
    select x.id, ok.id is not null or coalesce(
        case when x.begins = 1 then e.owner = ${processId} and e.fence = x.fence and e.seq = x.seq
          else e.fence = x.fence and e.seq >= x.seq end, false) as recorded ${notes}
    from unnest(
      ${writes.map((w) => w.id)}::text[], ${writes.map((w) => w.fence)}::int[], ${writes.map((w) => w.seq)}::int[],
      ${writes.map((w) => Number(w.begin !== null))}::int[]
    ) as x(id, fence, seq, begins) left join ok on ok.id = x.id left join executions e on e.id = x.id`;
  return new Map(rows.map((row) => [row.id, row.recorded]));
}

/** `gate` keeps back what belongs to an execution whose write is not accepted. */
function statementParts(sql: Sql, processId: string, writes: readonly ExecutionWrite[], gate: Fragment) {
  const begins = writes.filter((write) => write.begin);
  const changes = begins.length === 0 ? writes : writes.filter((write) => !write.begin);
  const events = rowSet(sql, EVENT_COLUMNS, writes.flatMap(eventsOf));
  const steps = rowSet(
    sql,
    STEP_COLUMNS,
    writes.flatMap(({ id, steps }) => steps.map((row) => ({ execution: id, row }))),
  );
  const rest = [obeyed(sql, writes), news(sql, writes), started(sql, writes), told(sql, writes)];
  const changed = STEP_COLUMNS.map(({ name }) => name).filter((name) => !STEP_KEY.includes(name));
  const parts = sql`with ${accepted(sql, processId, changes, begins)}, event as (
      insert into execution_events (${events.names}) select ${events.values} from ${events.rows} ${gate}
    ), step as (
      insert into step_executions (${steps.names}) select ${steps.values} from ${steps.rows} ${gate}
      on conflict (execution_id, step_id, item) do update set ${steps.changes("step_executions", "excluded", changed)}
    )${rest.map((part) => part.parts)}`;
  const payload = eventsPayload(writes.map((write) => write.id));
  const notes = sql`, (select pg_notify(${CHANNELS.events}, ${payload})) as notified ${rest.map((part) => part.notes)}`;
  return { parts, notes };
}

/** `ok`: the ids of the executions whose write is accepted. */
function accepted(
  sql: Sql,
  processId: string,
  changes: readonly ExecutionWrite[],
  begins: readonly ExecutionWrite[],
): Fragment {
  if (begins.length === 0) return sql`ok as (${change(sql, processId, changes)})`;
  const rows = rowSet(sql, BEGIN_COLUMNS, begins);
  const begun = sql`insert into executions (${rows.names}, owner) select ${rows.values}, ${processId} from ${rows.rows}
    on conflict do nothing returning id`;
  if (changes.length === 0) return sql`ok as (${begun})`;
  return sql`changed as (${change(sql, processId, changes)}), begun as (${begun}),
    ok as (select id from changed union all select id from begun)`;
}

/**
 * The owner is compared in a way that no index helps: seldom does anybody own anything when Postgres takes its statistics, and
 * then it would look through all that this process owns for each of the rows.
 */
function change(sql: Sql, processId: string, changes: readonly ExecutionWrite[]): Fragment {
  const rows = rowSet(sql, CHANGE_COLUMNS, changes);
  const ended = rows.has("end")
    ? sql`, with_errors = x.with_errors = 1, owner = case when x.released = 1 then null else e.owner end`
    : sql`, with_errors = false`;
  const crashes = rows.has("progress") ? sql`, crashes = case when x.progressed = 1 then 0 else e.crashes end` : sql``;
  return sql`update executions e set ${rows.changes("e", "x", CHANGED)} ${ended} ${crashes} from ${rows.rows}
    where e.id = x.id and e.owner is not distinct from ${processId} and e.fence = x.fence and e.seq = x.prev_seq returning e.id`;
}

/** An execution that begins has been queued first, if only for no time. */
function eventsOf({ id, begin, events }: ExecutionWrite): Owned<EventWrite>[] {
  const all = events.map((row) => ({ execution: id, row }));
  if (!begin) return all;
  const place = { stepId: null, item: null, attempt: null };
  const row = { seq: 1, at: begin.createdAt.getTime(), kind: "execution.queued", ...place, data: null };
  return [{ execution: id, row }, ...all];
}
