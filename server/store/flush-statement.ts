/** The two forms of the flush: all or nothing, which is fast, and each execution by itself. */
import type { Sql } from "../../db/client";
import { CHANNELS, eventsPayload } from "./channels";
import type { EventWrite, ExecutionWrite, StepWrite } from "./flush";
import {
  BEGIN_COLUMNS,
  CHANGE_COLUMNS,
  CHANGED,
  HISTORY_COLUMNS,
  type Owned,
  PLAIN_COLUMNS,
  STEP_COLUMNS,
  STEP_KEY,
} from "./flush-columns";
import { news, obeyed, started, told } from "./flush-parts";
import { addHistory, type HistoryRow } from "./history-rows";
import { hooked } from "./hook-writes";
import { rowSet } from "./row-set";
import type { ExecutionStart } from "./start-values";
import { array, type Piece, raw, Statement } from "./statement";

/** Writes everything, or throws what `isSurprise` knows and writes nothing. */
export async function writeAll(sql: Sql, processId: string, writes: readonly ExecutionWrite[]): Promise<void> {
  const s = new Statement();
  const { parts, notes } = statementParts(s, processId, writes, "all");
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
  const { parts, notes } = statementParts(s, processId, writes, "each");
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
        case when x.begins = 1 then e.owner = ${processId} and e.fence = x.fence and ${LAST_SEQ} = x.seq
          else e.fence = x.fence and ${LAST_SEQ} >= x.seq end, false) as recorded ${notes}
    from unnest(${ids}, ${fences}, ${seqs}, ${begins}) as x(id, fence, seq, begins)
      left join ok on ok.id = x.id left join executions e on ${SAME_ID}`;
  const rows = await s.run<{ id: string; recorded: boolean }>(sql, judged);
  return new Map(rows.map((row) => [row.id, row.recorded]));
}

/** `each`: what belongs to an execution whose write is not accepted is kept back. */
function statementParts(s: Statement, processId: string, writes: readonly ExecutionWrite[], form: "all" | "each") {
  const gate = form === "all" ? NOTHING : raw("join ok on ok.id = x.execution_id");
  const history = rowSet(s, HISTORY_COLUMNS, historyOf(writes));
  const rest = [obeyed(s, writes), news(s, writes), started(s, writes), told(s, writes), hooked(s, writes)];
  const parts = s.sql`with ${accepted(s, processId, writes)}, event as (
      insert into execution_events (${history.names}) select ${history.values} from ${history.rows} ${gate}
    )${steps(s, writes, form, gate)}${joined(rest.map((part) => part.parts))}`;
  const payload = eventsPayload(writes.map((write) => write.id));
  const notes = s.sql`, (select pg_notify(${CHANNELS.events}, ${payload})) as notified ${joined(rest.map((part) => part.notes))}`;
  return { parts, notes };
}

/** What is new is inserted; what may be there is updated then. Sent twice, what was new may be there too. */
function steps(s: Statement, writes: readonly ExecutionWrite[], form: "all" | "each", gate: Piece): Piece {
  const fresh: Owned<StepWrite>[] = [];
  const known: Owned<StepWrite>[] = [];
  for (const { id, steps } of writes)
    for (const row of steps) (form === "all" && row.fresh ? fresh : known).push({ execution: id, row });
  const pieces: Piece[] = [];
  if (fresh.length > 0) {
    const rows = rowSet(s, STEP_COLUMNS, fresh);
    pieces.push(s.sql`, step as (
      insert into step_executions (${rows.names}) select ${rows.values} from ${rows.rows}
    )`);
  }
  if (known.length > 0) {
    const rows = rowSet(s, STEP_COLUMNS, known);
    pieces.push(s.sql`, known_step as (
      insert into step_executions (${rows.names}) select ${rows.values} from ${rows.rows} ${gate}
      on conflict (execution_id, step_id, item) do update set ${rows.changes("step_executions", "excluded", STEP_CHANGED)}
    )`);
  }
  return joined(pieces);
}

const STEP_CHANGED = STEP_COLUMNS.map(({ name }) => name).filter((name) => !STEP_KEY.includes(name));

/** `ok`: the ids of the executions whose write is accepted. */
function accepted(s: Statement, processId: string, writes: readonly ExecutionWrite[]): Piece {
  const begins = writes.filter((write) => write.begin);
  const plain = writes.filter((write) => !write.begin && write.plain);
  const changes = writes.filter((write) => !write.begin && !write.plain);
  const kinds: [name: string, piece: Piece][] = [];
  if (plain.length > 0) kinds.push(["held", held(s, processId, plain)]);
  if (changes.length > 0) kinds.push(["changed", change(s, processId, changes)]);
  if (begins.length > 0) kinds.push(["begun", begun(s, processId, begins)]);
  const named = kinds.map(([name, piece]) => `${name} as (${piece.text}), `).join("");
  return raw(`${named}ok as (${kinds.map(([name]) => `select id from ${name}`).join(" union all ")})`);
}

function begun(s: Statement, processId: string, begins: readonly ExecutionWrite[]): Piece {
  const rows = rowSet(s, BEGIN_COLUMNS, begins);
  return s.sql`insert into executions (${rows.names}, owner) select ${rows.values}, ${processId} from ${rows.rows}
    on conflict do nothing returning id`;
}

/**
 * Execution `e` is the one of row `x`. Written as an equation it could be joined by merging, for which Postgres considers to read the whole
 * index in order; and while it believes that the table is empty, that costs the same as to look one row up.
 */
const SAME_ID = raw("e.id = any(array[x.id])");

/** Number of the last event of execution `x`. */
const LAST_SEQ = raw("(select max(h.seq) from execution_events h where h.execution_id = x.id)");

/** The row is locked, so that nobody takes the lease before these events are there, and stays as it is. */
function held(s: Statement, processId: string, plain: readonly ExecutionWrite[]): Piece {
  const rows = rowSet(s, PLAIN_COLUMNS, plain);
  return s.sql`select e.id from ${rows.rows} join executions e on ${SAME_ID}
    where e.fence = x.fence and e.owner is not distinct from ${processId} and ${LAST_SEQ} = x.prev_seq for no key update of e`;
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
    where ${SAME_ID} and e.owner is not distinct from ${processId} and e.fence = x.fence and e.seq <= x.prev_seq
      and ${LAST_SEQ} = x.prev_seq returning e.id`;
}

/** An execution that begins has been queued first, if only for no time. */
function historyOf(writes: readonly ExecutionWrite[]): HistoryRow[] {
  const rows: HistoryRow[] = [];
  for (const { id, begin, events, running } of writes) {
    addHistory(rows, id, begin ? [queuedEvent(begin), ...events] : events, running);
  }
  return rows;
}

function queuedEvent({ createdAt }: ExecutionStart): EventWrite {
  const place = { stepId: null, item: null, attempt: null };
  return { seq: 1, at: createdAt.getTime(), kind: "execution.queued", ...place, data: null };
}

const NOTHING = raw("");

const joined = (pieces: readonly Piece[]): Piece => raw(pieces.map((piece) => piece.text).join(""));
