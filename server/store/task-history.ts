import type { Sql } from "../../db/client";
import type { Reason, StepStatus } from "../core/execution/states";
import type { JsonValue } from "../core/json";
import { type Reach, withinReach } from "./access";
import { begunSteps } from "./history";

/** How far back a search looks into values: newer executions first. */
const SEARCHED_EXECUTIONS = 5_000;
/** A count stops here; "more than" is said then. */
export const MAX_COUNTED = 10_000;

export interface TaskHistoryFilter {
  reach: Reach;
  /** In names, questions, ids, chains and results. */
  search: string | null;
  status: string[] | null;
  /** `tool` or `tool.operation`. */
  tool: string | null;
  chainId: string | null;
  taskId: string | null;
  /** Epoch milliseconds. */
  since: number | null;
}

/** A step that ran, or would have. Times are epoch milliseconds. */
export interface TaskHistoryRow {
  executionId: string;
  stepId: string;
  planHash: string;
  taskId: string | null;
  chainId: string | null;
  chainName: string;
  origin: string;
  status: StepStatus;
  result: JsonValue;
  resultBytes: number | null;
  error: { code: string; message: string } | null;
  reason: Reason | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
}

/** Everything within reach that ran as a step, alone or in a chain; the newest execution first, in each the last step first; or all of it the other way round. */
export async function listTaskHistory(
  sql: Sql,
  filter: TaskHistoryFilter,
  page: { limit: number; offset: number; oldestFirst?: boolean },
): Promise<TaskHistoryRow[]> {
  const order = page.oldestFirst
    ? sql`e.created_at, e.id, s.started_at nulls last, s.step_id`
    : sql`e.created_at desc, e.id desc, s.started_at desc nulls first, s.step_id`;
  const rows = await sql<TaskHistoryRow[]>`
    select s.execution_id as "executionId", s.step_id as "stepId", e.plan_hash as "planHash", e.task_id as "taskId",
      e.chain_id as "chainId", e.chain_name as "chainName", e.origin, s.status, s.result, s.result_bytes as "resultBytes",
      s.error, s.reason, ${ms(sql, "e.created_at")} as "createdAt", ${ms(sql, "s.started_at")} as "startedAt",
      ${ms(sql, "s.ended_at")} as "endedAt"
    ${matching(sql, filter)}
    order by ${order}
    limit ${page.limit} offset ${page.offset}`;
  return [...rows];
}

/** How many there are, counted up to `MAX_COUNTED`. */
export async function countTaskHistory(sql: Sql, filter: TaskHistoryFilter): Promise<number> {
  const rows = await sql<{ total: number }[]>`
    select count(*)::int as total from (select 1 ${matching(sql, filter)} limit ${MAX_COUNTED}) counted`;
  return rows[0]?.total ?? 0;
}

const ms = (sql: Sql, column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8`;

function matching(sql: Sql, filter: TaskHistoryFilter) {
  const { reach, status, chainId, taskId, since } = filter;
  return sql`
    from executions e join lateral ${begunSteps(sql, sql`e.id`, sql`e.ended_at is null`)} s on s.item = -1
    where ${withinReach(sql, reach)} and not e.is_test
      ${status ? sql`and s.status = any(${status}::text[])` : sql``}
      ${chainId ? sql`and e.chain_id = ${chainId}` : sql``}
      ${taskId ? sql`and e.task_id = ${taskId}` : sql``}
      ${since === null ? sql`` : sql`and e.created_at >= to_timestamp(${since}::float8 / 1000)`}
      ${filter.tool ? sql`and (e.plan_hash, s.step_id) in (${stepsOfTool(sql, reach, filter.tool)})` : sql``}
      ${filter.search ? sql`and ${found(sql, reach, filter.search)}` : sql``}`;
}

/** Names stand in the plans, of which there are few; values in the steps, of which there are many. */
function found(sql: Sql, reach: Reach, search: string) {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(e.chain_name ilike ${pattern} or e.id like ${pattern}
    or (e.plan_hash, s.step_id) in (
      select hash, step ->> 'id' from (${stepsOf(sql, reach)}) steps
      where step ->> 'name' ilike ${pattern} or step -> 'parameters' ->> 'task' ilike ${pattern}
        or (step ->> 'tool') || '.' || (step ->> 'operation') ilike ${pattern})
    or (s.result::text ilike ${pattern} and e.created_at >= (
      select coalesce(min(created_at), '-infinity') from (
        select created_at from executions e where ${withinReach(sql, reach)} order by created_at desc limit ${SEARCHED_EXECUTIONS}) newest)))`;
}

const stepsOf = (sql: Sql, reach: Reach) => sql`
  select p.hash, step from plans p, json_array_elements(p.plan -> 'steps') step
  where p.hash in (select distinct plan_hash from executions e where ${withinReach(sql, reach)})`;

function stepsOfTool(sql: Sql, reach: Reach, tool: string) {
  const [name, operation] = tool.split(".");
  return sql`select hash, step ->> 'id' from (${stepsOf(sql, reach)}) steps
    where step ->> 'tool' = ${name ?? ""} ${operation ? sql`and step ->> 'operation' = ${operation}` : sql``}`;
}
