import type { Sql } from "../../db/client";
import { CHANNELS } from "./channels";
import { rowSet } from "./row-set";
import { type ExecutionStart, findStarted, START_COLUMNS } from "./start-values";
import { array, Statement } from "./statement";

/**
 * Records a replay: the execution and, in the same commit, the ends that it keeps of the one that it replays, each with an event that
 * says where it came from. Idempotent as any start. Large results are named, not copied: their files have to be there before.
 */
export async function startReplay(
  sql: Sql,
  start: ExecutionStart & { replay: NonNullable<ExecutionStart["replay"]> },
  keptStepIds: readonly string[],
): Promise<{ id: string; created: boolean }> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql;
    const known = await findStarted(tx, start);
    if (known !== null) return { id: known, created: false };
    const statement = new Statement();
    const row = rowSet(statement, START_COLUMNS, [start]);
    const replay = statement.sql`
      with kept as (
        select s.*, row_number() over (order by s.ended_at, s.step_id) as place from step_executions s
        where s.execution_id = ${start.replay.of} and s.item = -1 and s.ended_at is not null
          and s.step_id = any(${array(statement, "text", keptStepIds)})
      ), execution as (
        insert into executions (${row.names}, status, seq)
        select ${row.values}, 'queued', 1 + (select count(*) from kept) from ${row.rows}
        returning id, created_at
      ), step as (
        insert into step_executions (execution_id, step_id, item, status, attempt, failures, iteration, taken, reason, error,
          result, result_bytes, result_file, browser, started_at, ended_at)
        select e.id, k.step_id, -1, k.status, k.attempt, k.failures, k.iteration, k.taken, k.reason, k.error, k.result,
          k.result_bytes, k.result_file, k.browser, k.started_at, k.ended_at
        from kept k, execution e
      )
      insert into execution_events (execution_id, seq, at, kind, step_id, attempt, data)
      select id, 1, created_at, 'execution.queued', null, null, jsonb_build_object('replayOf', ${start.replay.of}::text) from execution
      union all
      select e.id, 1 + k.place, e.created_at, 'step.' || k.status, k.step_id, k.attempt, jsonb_strip_nulls(jsonb_build_object(
        'replayOf', ${start.replay.of}::text, 'reason', k.reason, 'error', k.error, 'bytes', k.result_bytes))
      from kept k, execution e`;
    await statement.run(tx, replay);
    await tx`select pg_notify(${CHANNELS.work}, '')`;
    return { id: start.id, created: true };
  });
}

/** Replays of an execution, newest first. */
export async function listReplays(sql: Sql, id: string): Promise<{ id: string; from: string; createdAt: number }[]> {
  const rows = await sql<{ id: string; from: string; createdAt: number }[]>`
    select id, replay_from as "from", (extract(epoch from created_at) * 1000)::float8 as "createdAt" from executions
    where replay_of = ${id} order by created_at desc limit 50`;
  return [...rows];
}
