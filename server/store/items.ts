import type { Sql } from "../../db/client";
import type { ExecutionStatus, Reason, StepStatus } from "../core/execution/states";
import type { JsonObject, JsonValue } from "../core/json";
import { begunSteps } from "./history";

/** How far the loop of a step is. */
export interface LoopCount {
  stepId: string;
  total: number;
  begun: number;
  ended: number;
  failed: number;
  /** Indexes of items that wait for a person's answer, the first hundred of them. */
  asking: number[];
}

/** Of each step that loops. Items that have not begun have no row. */
export async function countItems(sql: Sql, executionId: string): Promise<LoopCount[]> {
  const rows = await sql<LoopCount[]>`
    select step_id as "stepId", coalesce(max(jsonb_array_length(items)) filter (where item = -1), 0)::int as total,
      count(*) filter (where item >= 0)::int as begun,
      count(*) filter (where item >= 0 and ended_at is not null)::int as ended,
      count(*) filter (where item >= 0 and status in ('failed', 'timed_out'))::int as failed,
      coalesce((array_agg(item order by item) filter (where item >= 0 and status = 'waiting' and reason->>'code' = 'approval'))[1:100],
        '{}') as asking
    from ${begunSteps(sql, sql`${executionId}::text`)} s
    group by step_id having bool_or(items is not null)`;
  return [...rows];
}

export interface ItemRecord {
  item: number;
  status: StepStatus;
  attempt: number;
  /** What the loop runs over; null when it is not asked for. */
  value: JsonValue;
  reason: Reason | null;
  error: { code: string; message: string; details?: JsonObject } | null;
  result: JsonValue;
  resultBytes: number | null;
  resultFile: string | null;
  childId: string | null;
  wakeAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
}

/** Begun items of a loop in their order, from `after` (exclusive). */
export async function listItems(
  sql: Sql,
  executionId: string,
  stepId: string,
  page: { after: number; limit: number },
): Promise<ItemRecord[]> {
  const rows = await sql<ItemRecord[]>`
    select s.item, s.status, s.attempt, o.items->s.item as value, s.reason, s.error, s.result, s.result_bytes as "resultBytes",
      s.result_file as "resultFile", (extract(epoch from s.wake_at) * 1000)::float8 as "wakeAt",
      coalesce(s.child_id, (select c.id from executions c where c.parent_id = s.execution_id and c.parent_step = s.step_id
        and c.parent_item = s.item order by c.created_at desc limit 1)) as "childId",
      (extract(epoch from s.started_at) * 1000)::float8 as "startedAt",
      (extract(epoch from s.ended_at) * 1000)::float8 as "endedAt"
    from ${begunSteps(sql, sql`${executionId}::text`)} s
    join step_executions o on o.execution_id = s.execution_id and o.step_id = s.step_id and o.item = -1
    where s.step_id = ${stepId} and s.item > ${page.after}
    order by s.item limit ${page.limit}`;
  return [...rows];
}

/** An execution that a step, or an item of its loop, runs. */
export interface ChildRecord {
  id: string;
  stepId: string;
  status: ExecutionStatus;
}

/** The last execution of each step that runs another chain; those of items are with the items. */
export async function listChildren(sql: Sql, executionId: string): Promise<ChildRecord[]> {
  const rows = await sql<ChildRecord[]>`
    select distinct on (parent_step) id, parent_step as "stepId", status from executions
    where parent_id = ${executionId} and parent_item is null order by parent_step, created_at desc`;
  return [...rows];
}
