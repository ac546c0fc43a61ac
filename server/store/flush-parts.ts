/**
 * What only some flushes write. A part that has nothing to write is not in the statement, so the usual one stays small.
 * Each is one or more common table expressions behind `ok`, the executions whose write is accepted, and what it notifies. Rows are found
 * by `= any(array[...])` for the reason that `SAME_ID` of the flush has.
 */
import { KINDS } from "../core/notifications/rules";
import { CHANNELS } from "./channels";
import type { ExecutionWrite } from "./flush";
import { jsonText, storableText } from "./json-text";
import { rowSet } from "./row-set";
import { START_COLUMNS } from "./start-values";
import { array, Piece, type Statement } from "./statement";

export interface FlushPart {
  parts: Piece;
  notes: Piece;
}

const NOTHING: FlushPart = { parts: new Piece(""), notes: new Piece("") };

/** Commands that were obeyed are gone. */
export function obeyed(s: Statement, writes: readonly ExecutionWrite[]): FlushPart {
  const commands = writes.flatMap((write) => write.commandIds.map((id) => ({ id, execution: write.id })));
  if (commands.length === 0) return NOTHING;
  const parts = s.sql`, command as (
    delete from execution_commands c
    using unnest(${array(
      s,
      "bigint",
      commands.map((c) => c.id),
    )}, ${array(
      s,
      "text",
      commands.map((c) => c.execution),
    )}) as x(id, execution), ok
    where c.id = any(array[x.id]) and c.execution_id = x.execution and ok.id = x.execution
  )`;
  return { parts, notes: NOTHING.notes };
}

/** News for people. */
export function news(s: Statement, writes: readonly ExecutionWrite[]): FlushPart {
  const all = writes.flatMap((write) => write.notifications.map((one) => ({ ...one, execution: write.id })));
  if (all.length === 0) return NOTHING;
  const parts = s.sql`, news as (
    insert into notifications (id, user_id, dedupe_key, level, title, body, execution_id, chain_id, chain_name, kind, step_id, shown, created_at)
    select x.id, coalesce(x.user_id, u.id), x.dedupe_key, x.level, x.title, x.body, x.execution, e.chain_id, x.chain_name, x.kind, x.step_id,
      x.shown = 1, to_timestamp(x.at / 1000)
    from unnest(
      ${array(
        s,
        "uuid",
        all.map((n) => n.id),
      )}, ${array(
        s,
        "uuid",
        all.map((n) => n.userId),
      )}, ${array(
        s,
        "text",
        all.map((n) => n.dedupeKey),
      )},
      ${array(
        s,
        "text",
        all.map((n) => n.level),
      )}, ${array(
        s,
        "text",
        all.map((n) => storableText(n.title)),
      )},
      ${array(
        s,
        "text",
        all.map((n) => storableText(n.body)),
      )}, ${array(
        s,
        "text",
        all.map((n) => n.execution),
      )},
      ${array(
        s,
        "text",
        all.map((n) => n.chainName),
      )}, ${array(
        s,
        "float8",
        all.map((n) => n.at),
      )}, ${array(
        s,
        "text",
        all.map((n) => n.email),
      )}, ${array(
        s,
        "text",
        all.map((n) => n.kind),
      )}, ${array(
        s,
        "text",
        all.map((n) => n.stepId),
      )}, ${array(
        s,
        "int",
        all.map((n) => Number(KINDS[n.kind].wanted.inbox)),
      )}
    ) as x(id, user_id, dedupe_key, level, title, body, execution, chain_name, at, email, kind, step_id, shown)
      join ok on ok.id = x.execution join executions e on e.id = any(array[x.execution])
      left join users u on lower(u.email) = lower(x.email)
    where coalesce(x.user_id, u.id) is not null
    on conflict (user_id, dedupe_key) do nothing
    returning user_id
  )`;
  return {
    parts,
    notes: s.sql`, (select count(pg_notify(${CHANNELS.notifications}, user_id::text)) from news) as told_people`,
  };
}

/** Sub-chains begin in the commit in which their step begins to wait for them: there is never one without the other. */
export function started(s: Statement, writes: readonly ExecutionWrite[]): FlushPart {
  const starts = writes.flatMap((write) => write.starts);
  if (starts.length === 0) return NOTHING;
  const rows = rowSet(s, START_COLUMNS, starts);
  const parts = s.sql`, child as (
    insert into executions (${rows.names}, status, seq)
    select ${rows.values}, 'queued', 1 from ${rows.rows} join ok on ok.id = x.parent_id
    on conflict do nothing
    returning id, created_at
  ), child_event as (
    insert into execution_events (execution_id, seq, at, kind) select id, 1, created_at, 'execution.queued' from child
  )`;
  return { parts, notes: s.sql`, (select count(pg_notify(${CHANNELS.work}, '')) from child) as told_engines` };
}

/** Orders to other executions. */
export function told(s: Statement, writes: readonly ExecutionWrite[]): FlushPart {
  const tells = writes.flatMap((write) => write.tells.map((tell) => ({ ...tell, from: write.id })));
  if (tells.length === 0) return NOTHING;
  const parts = s.sql`, tell as (
    insert into execution_commands (execution_id, command, step_id, item, by, note, data)
    select x.execution_id, x.command, x.step_id, x.item, x.by, x.note, x.data::jsonb
    from unnest(
      ${array(
        s,
        "text",
        tells.map((t) => t.from),
      )}, ${array(
        s,
        "text",
        tells.map((t) => t.executionId),
      )}, ${array(
        s,
        "text",
        tells.map((t) => t.command),
      )},
      ${array(
        s,
        "text",
        tells.map((t) => t.stepId),
      )}, ${array(
        s,
        "int",
        tells.map((t) => t.item),
      )}, ${array(
        s,
        "text",
        tells.map((t) => t.by),
      )},
      ${array(
        s,
        "text",
        tells.map((t) => t.note),
      )}, ${array(
        s,
        "text",
        tells.map((t) => jsonText(t.data)),
      )}
    ) as x(from_id, execution_id, command, step_id, item, by, note, data) join ok on ok.id = x.from_id
    returning execution_id
  )`;
  return {
    parts,
    notes: s.sql`, (select count(pg_notify(${CHANNELS.command}, execution_id)) + count(pg_notify(${CHANNELS.work}, '')) from tell) as told_executions`,
  };
}
