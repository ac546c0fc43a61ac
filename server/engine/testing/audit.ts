/** All that must hold after any trouble, read from the rows and from the witness outside. Empty answers: it does. */
import type { Sql } from "../../../db/client";
import { type ExecutionStatus, isExecutionEnded } from "../../core/execution/states";
import { begunSteps, history } from "../../store/history";
import { type Folded, type FoldedStep, fold, type HistoryEvent, stepKey } from "./fold";
import type { LedgerCall } from "./ledger";

interface ExecutionFacts {
  id: string;
  status: ExecutionStatus;
  withErrors: boolean;
  seq: number;
  ended: boolean;
}

interface StepFacts {
  executionId: string;
  stepId: string;
  item: number;
  status: string;
  attempt: number;
  iteration: number;
  childId: string | null;
}

const PAGE = 200;

/** Folds the events of every execution (or of these) and compares with its rows. */
export async function auditHistories(sql: Sql, ids: string[] | null = null): Promise<string[]> {
  const problems: string[] = [];
  for (let after = ""; ; ) {
    const executions = await sql<ExecutionFacts[]>`
      select id, status, with_errors as "withErrors", seq, ended_at is not null as ended from executions
      where id > ${after} and (${ids}::text[] is null or id = any(${ids}::text[])) order by id limit ${PAGE}`;
    const last = executions.at(-1);
    if (!last) return problems;
    after = last.id;
    problems.push(...(await auditPage(sql, executions)));
  }
}

async function auditPage(sql: Sql, executions: readonly ExecutionFacts[]): Promise<string[]> {
  const ids = executions.map((execution) => execution.id);
  const [events, steps] = await Promise.all([
    sql<(HistoryEvent & { executionId: string })[]>`
      select execution_id as "executionId", seq, kind, step_id as "stepId", item, attempt,
        jsonb_build_object('withErrors', data->'withErrors', 'iteration', data->'iteration', 'childId', data->'childId', 'replayOf', data->'replayOf',
          'fixed', data->'fixed') as data
      from ${history(sql, sql`h.execution_id = any(${ids}::text[])`)} h order by execution_id, seq`,
    sql<StepFacts[]>`
      select execution_id as "executionId", step_id as "stepId", item, status, attempt, iteration, child_id as "childId"
      from unnest(${ids}::text[]) as x(id) cross join lateral ${begunSteps(sql, sql`x.id`)} s`,
  ]);
  const eventsOf = byExecution(events);
  const stepsOf = byExecution(steps);
  return executions.flatMap((execution) => {
    const history = eventsOf.get(execution.id) ?? [];
    const told = differences(execution, stepsOf.get(execution.id) ?? [], history.length, fold(history));
    return told.map((problem) => `${execution.id}: ${problem}`);
  });
}

function byExecution<Row extends { executionId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const map = new Map<string, Row[]>();
  for (const row of rows) {
    const list = map.get(row.executionId);
    if (list) list.push(row);
    else map.set(row.executionId, [row]);
  }
  return map;
}

function differences(execution: ExecutionFacts, steps: StepFacts[], events: number, folded: Folded): string[] {
  const problems = [...folded.problems];
  const { status, withErrors, seq, ended } = execution;
  // Of one that goes on, the row is written only when something of it changes.
  if (ended ? events !== seq : events < seq) problems.push(`there are ${events} events, but its number is ${seq}`);
  if (folded.status !== status) problems.push(`its events end as ${folded.status}, its row is ${status}`);
  if (ended !== isExecutionEnded(status)) problems.push(`it is ${status}, and its end is ${ended ? "set" : "not set"}`);
  // Only a success tells in its event whether there were errors on the way.
  if (status === "succeeded" && folded.withErrors !== withErrors)
    problems.push(`with errors: ${folded.withErrors}, its row: ${withErrors}`);
  const rows = new Map(steps.map((step) => [stepKey(step.stepId, step.item), step]));
  for (const [key, step] of folded.steps) problems.push(...stepDifferences(key, step, rows.get(key)));
  for (const [key, row] of rows)
    if (!folded.steps.has(key) && row.status !== "pending") problems.push(`${key} has a row and no event`);
  return problems;
}

function stepDifferences(key: string, folded: FoldedStep, row: StepFacts | undefined): string[] {
  if (!row) return [`${key} has events and no row`];
  const problems: string[] = [];
  for (const fact of ["status", "attempt", "childId"] as const)
    if (folded[fact] !== row[fact]) problems.push(`${key} folds to ${fact} ${folded[fact]}, its row says ${row[fact]}`);
  if (folded.iteration > row.iteration)
    problems.push(`${key} was in iteration ${folded.iteration} of ${row.iteration}`);
  return problems;
}

/** Executions that go on and that nobody would ever take up: the holes of the sweeper. */
export async function auditHoles(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string; status: string }[]>`
    select e.id, e.status from executions e
    where e.ended_at is null and e.owner is null and e.wake_at is null and e.status <> 'paused'
      and not exists (select from execution_commands c where c.execution_id = e.id)
      and not exists (select from step_executions s where s.execution_id = e.id and s.status = 'waiting'
        and s.reason->>'code' in ('manual_trigger', 'approval', 'sub_chain'))
      and not (e.held and exists (select from executions o where o.concurrency_key = e.concurrency_key
        and not o.held and o.ended_at is null))`;
  return rows.map((row) => `${row.id} is ${row.status}, and nobody would ever go on with it`);
}

export interface LedgerAudit {
  problems: string[];
  /** Calls that their process began while it had the lease and that arrived after it had been frozen. */
  lateDeliveries: number;
}

/**
 * A call comes only after its own start was recorded, never after a success was, and once an attempt. What a process began before
 * it was frozen for longer than `frozenMs` reaches the world when it thaws: nobody can call that back, so it is counted apart.
 */
export function auditLedger(calls: readonly LedgerCall[], frozenMs = Number.POSITIVE_INFINITY): LedgerAudit {
  const problems: string[] = [];
  const seen = new Set<string>();
  let lateDeliveries = 0;
  for (const call of calls) {
    const { recorded, attempt, executionId } = call;
    const name = `${executionId} ${stepKey(call.stepId, call.item)}/${attempt}`;
    if (seen.has(name)) problems.push(`${name} was performed twice`);
    seen.add(name);
    if (recorded === "unknown" || (recorded?.status === "running" && recorded.attempt === attempt)) continue;
    if (call.arrivedAt - call.beganAt > frozenMs) lateDeliveries += 1;
    else problems.push(`${name} was called while it was ${JSON.stringify(recorded)}`);
  }
  return { problems, lateDeliveries };
}
