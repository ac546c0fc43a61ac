import type { Sql } from "../../db/client";
import type { StepState } from "../core/execution/state";
import { CHANNELS } from "./channels";
import { jsonText } from "./json-text";
import { rowSet } from "./row-set";
import { type ExecutionStart, START_COLUMNS } from "./start-values";
import { Statement } from "./statement";

/** With what a test begins. */
export interface TrialEnds {
  /** Ends that were fixed, and of the steps that are no part of it. */
  made: readonly { stepId: string; end: StepState; fixed: boolean }[];
  /** Ends that these steps had in other executions of the same chain and person. */
  copied: readonly { stepId: string; executionId: string }[];
}

/** Records a test: the execution, and in the same commit the ends with which it begins. Files of copied ends are there before. */
export async function startTrial(sql: Sql, start: ExecutionStart, { made, copied }: TrialEnds): Promise<void> {
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql;
    const statement = new Statement();
    const row = rowSet(statement, START_COLUMNS, [start]);
    const seq = 1 + made.length + copied.length;
    const insert = statement.sql`
      with execution as (
        insert into executions (${row.names}, status, seq) select ${row.values}, 'queued', ${seq}::int from ${row.rows}
        returning id, created_at
      )
      insert into execution_events (execution_id, seq, at, kind) select id, 1, created_at, 'execution.queued' from execution`;
    await statement.run(tx, insert);
    await insertMade(tx, start.id, made);
    await insertCopied(tx, start.id, copied, 1 + made.length);
    await tx`select pg_notify(${CHANNELS.work}, '')`;
  });
}

async function insertMade(tx: Sql, id: string, made: TrialEnds["made"]): Promise<void> {
  const rows = made.map(({ stepId, end, fixed }, place) => {
    const { status, attempt, failures, taken, reason, error, result } = end;
    const known = status === "succeeded" ? result : null;
    const bytes = status === "succeeded" ? JSON.stringify(result).length : null;
    const times = { started: end.startedAt, ended: end.endedAt };
    return {
      seq: place + 2,
      step: stepId,
      status,
      attempt,
      failures,
      taken,
      reason,
      error,
      known,
      bytes,
      fixed,
      ...times,
    };
  });
  await tx`
    with given as (
      select * from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as g(seq int, step text, status text, attempt int,
        failures int, taken int, reason jsonb, error jsonb, known jsonb, bytes int, fixed boolean, started float8, ended float8)
    ), step as (
      insert into step_executions (execution_id, step_id, status, attempt, failures, taken, reason, error, result, result_bytes,
        started_at, ended_at)
      select ${id}, step, status, attempt, failures, taken, reason, error, known, bytes,
        to_timestamp(started / 1000), to_timestamp(ended / 1000)
      from given
    )
    insert into execution_events (execution_id, seq, at, kind, step_id, attempt, data)
    select ${id}, seq, to_timestamp(ended / 1000), 'step.' || status, step, attempt, jsonb_strip_nulls(jsonb_build_object(
      'reason', reason, 'error', error, 'bytes', bytes, 'fixed', case when fixed then true end))
    from given`;
}

async function insertCopied(tx: Sql, id: string, copied: TrialEnds["copied"], after: number): Promise<void> {
  if (copied.length === 0) return;
  const rows = await tx`
    with wanted as (
      select * from unnest(${copied.map((one) => one.executionId)}::text[], ${copied.map((one) => one.stepId)}::text[])
        with ordinality as w(execution_id, step_id, place)
    ), step as (
      insert into step_executions (execution_id, step_id, status, attempt, failures, iteration, reason, error, result,
        result_bytes, result_file, browser, started_at, ended_at)
      select ${id}, s.step_id, s.status, s.attempt, s.failures, s.iteration, s.reason, s.error, s.result, s.result_bytes,
        s.result_file, s.browser, s.started_at, s.ended_at
      from wanted w join step_executions s using (execution_id, step_id) where s.item = -1 and s.ended_at is not null
    )
    insert into execution_events (execution_id, seq, at, kind, step_id, attempt, data)
    select ${id}, ${after}::int + w.place, e.created_at, 'step.' || s.status, s.step_id, s.attempt,
      jsonb_strip_nulls(jsonb_build_object('replayOf', w.execution_id, 'reason', s.reason, 'bytes', s.result_bytes))
    from wanted w join step_executions s using (execution_id, step_id) join executions e on e.id = ${id}
    where s.item = -1 and s.ended_at is not null
    returning step_id`;
  if (rows.length !== copied.length)
    throw new Error("An execution from which a test takes a result was deleted meanwhile.");
}

/** Where steps of a chain last succeeded for a person: in the execution that is named, else in the newest of the last ones. */
export async function lastSuccesses(
  sql: Sql,
  { chainId, userId }: { chainId: string; userId: string },
  stepIds: readonly string[],
  executionId: string | null,
): Promise<{ stepId: string; executionId: string }[]> {
  if (stepIds.length === 0) return [];
  const rows = await sql<{ stepId: string; executionId: string }[]>`
    with recent as (
      (select id, created_at from executions where chain_id = ${chainId} and user_id = ${userId}
       order by created_at desc limit 50)
      union
      select id, created_at from executions where chain_id = ${chainId} and user_id = ${userId} and id = ${executionId}
    )
    select distinct on (s.step_id) s.step_id as "stepId", s.execution_id as "executionId"
    from recent e join step_executions s on s.execution_id = e.id and s.item = -1
    where s.step_id = any(${stepIds}::text[]) and s.status = 'succeeded'
    order by s.step_id, (e.id is not distinct from ${executionId}::text) desc, e.created_at desc`;
  return [...rows];
}
