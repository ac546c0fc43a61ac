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
import { hooked } from "./hook-writes";
import { rowSet } from "./row-set";
import { array, type Piece, raw, Statement } from "./statement";

/** Writes everything, or throws what `isSurprise` knows and writes nothing. */
export async function writeAll(sql: Sql, processId: string, writes: readonly ExecutionWrite[]): Promise<void> {
  const s = new Statement();
  const { parts, notes } = statementParts(s, processId, writes, raw(""));
  // A batch of which not every row is accepted divides by zero.
  const all = s.sql`select 1 / (case when count(*) = ${writes.length}::int then 1 else 0 end) as written`;
  await s.run(sql, s.sql`${parts} ${all} ${notes} from ok`);
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
  const s = new Statement();
  const { parts, notes } = statementParts(s, processId, writes, raw("join ok on ok.id = x.execution_id"));
  const ids = array(
    s,
    "text",
    writes.map((w) => w.id),
  );
  const fences = array(
    s,
    "int",
    writes.map((w) => w.fence),
  );
  const seqs = array(
    s,
    "int",
    writes.map((w) => w.seq),
  );
  const begins = array(
    s,
    "int",
    writes.map((w) => Number(w.begin !== null)),
  );
  const judged = s.sql`${parts}
    select x.id, ok.id is not null or coalesce(
        case when x.begins = 1 then e.owner = ${processId} and e.fence = x.fence and e.seq = x.seq
          else e.fence = x.fence and e.seq >= x.seq end, false) as recorded ${notes}
    from unnest(${ids}, ${fences}, ${seqs}, ${begins}) as x(id, fence, seq, begins)
      left join ok on ok.id = x.id left join executions e on e.id = x.id`;
  const rows = await s.run<{ id: string; recorded: boolean }>(sql, judged);
  return new Map(rows.map((row) => [row.id, row.recorded]));
}

/** `gate` keeps back what belongs to an execution whose write is not accepted. */
function statementParts(s: Statement, processId: string, writes: readonly ExecutionWrite[], gate: Piece) {
  const begins = writes.filter((write) => write.begin);
  const changes = begins.length === 0 ? writes : writes.filter((write) => !write.begin);
  const events = rowSet(s, EVENT_COLUMNS, writes.flatMap(eventsOf));
  const steps = rowSet(
    s,
    STEP_COLUMNS,
    writes.flatMap(({ id, steps }) => steps.map((row) => ({ execution: id, row }))),
  );
  const rest = [obeyed(s, writes), news(s, writes), started(s, writes), told(s, writes), hooked(s, writes)];
  const changed = STEP_COLUMNS.map(({ name }) => name).filter((name) => !STEP_KEY.includes(name));
  const parts = s.sql`with ${accepted(s, processId, changes, begins)}, event as (
      insert into execution_events (${events.names}) select ${events.values} from ${events.rows} ${gate}
    ), step as (
      insert into step_executions (${steps.names}) select ${steps.values} from ${steps.rows} ${gate}
      on conflict (execution_id, step_id, item) do update set ${steps.changes("step_executions", "excluded", changed)}
    )${joined(rest.map((part) => part.parts))}`;
  const payload = eventsPayload(writes.map((write) => write.id));
  const notes = s.sql`, (select pg_notify(${CHANNELS.events}, ${payload})) as notified ${joined(rest.map((part) => part.notes))}`;
  return { parts, notes };
}

/** `ok`: the ids of the executions whose write is accepted. */
function accepted(
  s: Statement,
  processId: string,
  changes: readonly ExecutionWrite[],
  begins: readonly ExecutionWrite[],
): Piece {
  if (begins.length === 0) return s.sql`ok as (${change(s, processId, changes)})`;
  const rows = rowSet(s, BEGIN_COLUMNS, begins);
  const begun = s.sql`insert into executions (${rows.names}, owner) select ${rows.values}, ${processId} from ${rows.rows}
    on conflict do nothing returning id`;
  if (changes.length === 0) return s.sql`ok as (${begun})`;
  return s.sql`changed as (${change(s, processId, changes)}), begun as (${begun}),
    ok as (select id from changed union all select id from begun)`;
}

/**
 * The owner is compared in a way that no index helps: seldom does anybody own anything when Postgres takes its statistics, and
 * then it would look through all that this process owns for each of the rows.
 */
function change(s: Statement, processId: string, changes: readonly ExecutionWrite[]): Piece {
  const rows = rowSet(s, CHANGE_COLUMNS, changes);
  const ended = rows.has("end")
    ? s.sql`, with_errors = x.with_errors = 1, owner = case when x.released = 1 then null else e.owner end`
    : s.sql`, with_errors = false`;
  const crashes = rows.has("progress")
    ? raw(", crashes = case when x.progressed = 1 then 0 else e.crashes end")
    : raw("");
  return s.sql`update executions e set ${rows.changes("e", "x", CHANGED)} ${ended} ${crashes} from ${rows.rows}
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

const joined = (pieces: readonly Piece[]): Piece => raw(pieces.map((piece) => piece.text).join(""));
