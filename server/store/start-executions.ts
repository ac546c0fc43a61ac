import type { Sql } from "../../db/client";
import { CHANNELS } from "./channels";
import { rowSet } from "./row-set";
import { type ExecutionStart, START_COLUMNS } from "./start-values";
import { Statement } from "./statement";

export type { ExecutionStart } from "./start-values";

export interface StartAnswer {
  id: string;
  /** False: an execution with this idempotency key was there already, and `id` is its id. */
  created: boolean;
}

/**
 * Records executions and their first event, and tells that there is work. Idempotent by id and by (user, idempotency
 * key): the same start twice is one execution. Answers are in the order of `starts`.
 */
export async function startExecutions(sql: Sql, starts: ExecutionStart[]): Promise<StartAnswer[]> {
  const statement = new Statement();
  const rows = rowSet(statement, START_COLUMNS, firstOfEachKey(starts));
  const insert = statement.sql`
    with inserted as (
      insert into executions (${rows.names}, status, seq) select ${rows.values}, 'queued', 1 from ${rows.rows}
      on conflict do nothing
      returning id, created_at
    ), event as (
      insert into execution_events (execution_id, seq, at, kind) select id, 1, created_at, 'execution.queued' from inserted
    )
    select id, pg_notify(${CHANNELS.work}, '') from inserted`;
  const inserted = await statement.run<{ id: string }>(sql, insert);
  const created = new Set(inserted.map((row) => row.id));
  const ids = await existingIds(
    sql,
    starts.filter((start) => !created.has(start.id)),
  );
  const toAnswer = new Set(created);
  return starts.map((start) => {
    if (toAnswer.delete(start.id)) return { id: start.id, created: true };
    if (created.has(start.id)) return { id: start.id, created: false };
    const id = ids.get(keyOf(start)) ?? (start.idempotencyKey === null ? start.id : null);
    if (id === null) throw new Error(`The start of ${start.id} was neither recorded nor found.`);
    return { id, created: false };
  });
}

const keyOf = (start: { userId: string | null; idempotencyKey: string | null }) =>
  `${start.userId ?? ""} ${start.idempotencyKey ?? ""}`;

/** One statement cannot insert the same key twice. */
function firstOfEachKey(starts: ExecutionStart[]): ExecutionStart[] {
  const seen = new Set<string>();
  return starts.filter((start) => {
    if (start.idempotencyKey === null) return true;
    const key = keyOf(start);
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

async function existingIds(sql: Sql, starts: ExecutionStart[]): Promise<Map<string, string>> {
  const keyed = starts.filter((start) => start.idempotencyKey !== null);
  if (keyed.length === 0) return new Map();
  const rows = await sql<{ id: string; userId: string | null; idempotencyKey: string }[]>`
    select id, user_id as "userId", idempotency_key as "idempotencyKey" from executions
    where (coalesce(user_id::text, ''), idempotency_key) in (
      select * from unnest(${keyed.map((s) => s.userId ?? "")}::text[], ${keyed.map((s) => s.idempotencyKey)}::text[]))`;
  return new Map(rows.map((row) => [keyOf(row), row.id]));
}
