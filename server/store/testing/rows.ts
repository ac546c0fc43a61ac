import { v7 as uuidv7 } from "uuid";
import type { Sql } from "../../../db/client";
import { planOf } from "../../core/execution/testing/plan-of";
import { claimExecutions } from "../claims";
import type { EventWrite, ExecutionWrite, StepWrite } from "../flush";
import { renewLease } from "../leases";
import { savePlan } from "../plans";
import { type ExecutionStart, startExecutions } from "../start-executions";

const PLAN = planOf([{ id: "a" }, { id: "b" }]);

/** A person's row, as accounts make it. */
export async function insertPerson(sql: Sql, role: "admin" | "user" = "user"): Promise<string> {
  const id = uuidv7();
  await sql`insert into users (id, email, name, password_hash, role)
    values (${id}, ${`${id}@example.com`}, 'Ada', 'none', ${role})`;
  return id;
}

export function startOf(rest: Partial<ExecutionStart> = {}): ExecutionStart {
  return {
    ...{ id: uuidv7(), userId: null, chainId: null, chainName: PLAN.name, versionNumber: null, planHash: PLAN.hash },
    ...{ origin: "manual", idempotencyKey: null, params: {}, createdAt: new Date() },
    ...rest,
  };
}

/** As many queued executions; their ids in the order in which they were made. */
export async function queue(sql: Sql, count: number): Promise<string[]> {
  await savePlan(sql, PLAN);
  const answers = await startExecutions(
    sql,
    Array.from({ length: count }, () => startOf()),
  );
  return answers.map((answer) => answer.id);
}

/** A process with a lease. */
export async function processWithLease(sql: Sql, leaseMs = 60_000): Promise<string> {
  const id = uuidv7();
  await renewLease(sql, { id, host: "test", pid: process.pid }, leaseMs, 0);
  return id;
}

/** One queued execution, claimed by a new process. */
export async function claimedExecution(sql: Sql): Promise<{ id: string; owner: string; fence: number; seq: number }> {
  await queue(sql, 1);
  const owner = await processWithLease(sql);
  const [claimed] = await claimExecutions(sql, owner, { limit: 1, offsetMs: 0 });
  if (!claimed) throw new Error("Nothing could be claimed.");
  return { id: claimed.id, owner, fence: claimed.fence, seq: claimed.seq };
}

/** A write of these events on top of what is recorded. */
export function writeOf(
  on: { id: string; fence: number; seq: number },
  kinds: string[],
  rest: Partial<ExecutionWrite> = {},
): ExecutionWrite {
  const events = kinds.map((kind, index): EventWrite => {
    return { seq: on.seq + 1 + index, at: Date.now(), kind, stepId: null, item: null, attempt: null, data: null };
  });
  return {
    ...{ id: on.id, userId: null, fence: on.fence, prevSeq: on.seq, seq: on.seq + events.length, status: "running" },
    ...{ withErrors: false, reason: null, ending: null, release: false, wakeAt: null, deadlineAt: null },
    ...{
      startedAt: Date.now(),
      endedAt: null,
      progressed: false,
      plain: false,
      running: [],
      events,
      steps: [],
      commandIds: [],
      notifications: [],
      starts: [],
      tells: [],
      begin: null,
    },
    ...rest,
  };
}

export function stepOf(stepId: string, rest: Partial<StepWrite> = {}): StepWrite {
  return {
    ...{
      fresh: false,
      stepId,
      item: -1,
      iteration: 0,
      taken: null,
      childId: null,
      items: null,
      status: "succeeded",
      attempt: 1,
      failures: 0,
      reason: null,
      error: null,
      result: "1",
      resultBytes: 1,
    },
    ...{ resultFile: null, browser: null, wakeAt: null, startedAt: Date.now(), endedAt: Date.now() },
    ...rest,
  };
}

/** Adds lines of so many bytes to the log of an execution, as if somebody had written them. */
export async function addEvents(sql: Sql, executionId: string, count: number, bytes: number): Promise<void> {
  await sql`
    insert into execution_events (execution_id, seq, at, kind, data)
    select e.id, e.seq + n, now(), 'log', jsonb_build_object('level', 'info', 'message', repeat('x', ${bytes}))
    from executions e, generate_series(1, ${count}) n where e.id = ${executionId}`;
  await sql`update executions set seq = seq + ${count} where id = ${executionId}`;
}
