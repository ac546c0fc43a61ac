/**
 * At most so many executions with the same concurrency key. Every start and every admission of a key happens under an advisory lock of
 * the transaction, so the count is exact over all processes; an end only makes room. An execution that has to wait is recorded as
 * queued and `held`: nobody claims it before it is admitted.
 */
import type { Sql } from "../../db/client";
import type { ConflictPolicy } from "../core/plan/plan";
import { CHANNELS, eventsPayload } from "./channels";
import { jsonText } from "./json-text";
import { rowSet } from "./row-set";
import { type ExecutionStart, findStarted, START_COLUMNS } from "./start-values";
import { Statement } from "./statement";

/**
 * `existing`: this very start was recorded before. `already_running`: another one goes on in its place. `skipped`: recorded, and
 * ended at once.
 */
export interface LimitedAnswer {
  id: string;
  created: boolean;
  outcome: "started" | "held" | "skipped" | "existing" | "already_running";
}

interface KeyedRow {
  id: string;
  held: boolean;
}

/** Starts an execution that has a concurrency key, or does what its chain says when there is no room. */
export async function startLimited(
  sql: Sql,
  start: ExecutionStart & { concurrency: NonNullable<ExecutionStart["concurrency"]> },
  onConflict: ConflictPolicy,
): Promise<LimitedAnswer> {
  const { key, limit } = start.concurrency;
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql;
    await lock(tx, key);
    const known = await findStarted(tx, start);
    if (known !== null) return { id: known, created: false, outcome: "existing" } as const;
    const rows = await tx<KeyedRow[]>`
      select id, held from executions where concurrency_key = ${key} and ended_at is null order by created_at, id`;
    const active = rows.filter((row) => !row.held);
    const newest = active.at(-1);
    const full = active.length >= limit;
    if (full && onConflict === "return_existing" && newest) {
      return { id: newest.id, created: false, outcome: "already_running" } as const;
    }
    await insert(tx, start);
    if (full && onConflict === "skip") {
      const message = `${active.length} of at most ${limit} executions with the key "${keyText(key)}" were going on.`;
      await endHeld(tx, [start.id], "concurrency_skip", message);
      return { id: start.id, created: true, outcome: "skipped" } as const;
    }
    if (full && onConflict === "cancel_running") await makeRoom(tx, start.id, rows, active.length - limit + 1);
    const admitted = await admit(tx, key);
    return { id: start.id, created: true, outcome: admitted.includes(start.id) ? "started" : "held" } as const;
  });
}

/** Lets held executions of a key go on as far as there is room; says how many. */
export async function admitHeld(sql: Sql, key: string): Promise<number> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql;
    await lock(tx, key);
    return (await admit(tx, key)).length;
  });
}

/** Keys of which executions are held: the guarantee behind the admission at an end, whose process may die. */
export async function heldKeys(sql: Sql): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select distinct concurrency_key as key from executions
    where concurrency_key is not null and held and ended_at is null limit 500`;
  return rows.map((row) => row.key);
}

async function lock(tx: Sql, key: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

async function insert(tx: Sql, start: ExecutionStart & { concurrency: NonNullable<ExecutionStart["concurrency"]> }) {
  const statement = new Statement();
  const rows = rowSet(statement, START_COLUMNS, [{ ...start, concurrency: { ...start.concurrency, held: true } }]);
  const piece = statement.sql`
    with inserted as (
      insert into executions (${rows.names}, status, seq) select ${rows.values}, 'queued', 1 from ${rows.rows}
      returning id, created_at
    )
    insert into execution_events (execution_id, seq, at, kind) select id, 1, created_at, 'execution.queued' from inserted`;
  await statement.run(tx, piece);
}

/** In line by priority, then by age. Who comes first is not overtaken by one that starts later. */
async function admit(tx: Sql, key: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with room as (
      select count(*) as active from executions where concurrency_key = ${key} and ended_at is null and not held
    ), line as (
      select id, concurrency_limit, row_number() over (order by priority desc, created_at, id) as place from executions
      where concurrency_key = ${key} and ended_at is null and held
    )
    update executions e set held = false, wake_at = now() from line, room
    where e.id = line.id and room.active + line.place <= line.concurrency_limit
    returning e.id`;
  if (rows.length > 0) await tx`select pg_notify(${CHANNELS.work}, '')`;
  return rows.map((row) => row.id);
}

/** The newest start wins: the oldest that go on are told to end, and whoever waits in line does not begin. */
async function makeRoom(tx: Sql, newId: string, rows: KeyedRow[], count: number): Promise<void> {
  const canceled = rows.filter((row) => !row.held).slice(0, count);
  const superseded = rows.filter((row) => row.held).map((row) => row.id);
  const note = `Execution ${newId} with the same concurrency key took its place.`;
  await endHeld(tx, superseded, "concurrency_superseded", note);
  await tx`
    insert into execution_commands (execution_id, command, note)
    select id, 'cancel', ${note} from unnest(${canceled.map((row) => row.id)}::text[]) id`;
  await tx`
    select pg_notify(${CHANNELS.command}, id), pg_notify(${CHANNELS.work}, '')
    from unnest(${canceled.map((row) => row.id)}::text[]) id`;
}

/** Ends executions that nobody has ever claimed. */
async function endHeld(tx: Sql, ids: string[], code: string, message: string): Promise<void> {
  if (ids.length === 0) return;
  const reason = jsonText({ code, message });
  const data = jsonText({ reason: { code, message } });
  await tx`
    with ended as (
      update executions set status = 'canceled', reason = ${reason}::text::jsonb, ended_at = greatest(now(), created_at),
        wake_at = null, seq = seq + 1
      where id = any(${ids}::text[]) and held and owner is null and ended_at is null
      returning id, seq, ended_at, parent_id, parent_step, parent_item
    ), event as (
      insert into execution_events (execution_id, seq, at, kind, data)
      select id, seq, ended_at, 'execution.canceled', ${data}::text::jsonb from ended
    ), tell as (
      insert into execution_commands (execution_id, command, step_id, item, data)
      select parent_id, 'child_ended', parent_step, parent_item, jsonb_build_object('childId', id) from ended
      where parent_id is not null
    )
    select pg_notify(${CHANNELS.events}, ${eventsPayload(ids)})`;
}

/** The key without the chain in front of it. */
const keyText = (key: string): string => key.slice(key.indexOf(":") + 1);
