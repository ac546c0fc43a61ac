/** Deliveries as people look through them. */
import type { Sql } from "../../db/client";
import type { PlanHook } from "../core/hooks/plan-hook";
import type { DeliveryState, HookLevel, HookMoment, HookType, MomentStatus } from "../core/hooks/words";
import type { JsonObject } from "../core/json";
import { type Viewer, visible } from "./hook-visible";

export interface DeliveryFilter {
  search: string | null;
  state: readonly DeliveryState[] | null;
  moment: HookMoment | null;
  type: HookType | null;
  chainId: string | null;
  executionId: string | null;
  host: string | null;
  /** Epoch milliseconds. */
  since: number | null;
}

/** Times are epoch milliseconds. */
export interface DeliveryRow {
  id: string;
  type: HookType;
  target: string;
  host: string | null;
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  failures: number;
  /** How often it is tried at most, where its hook says so. */
  maxTries: number | null;
  nextAt: number | null;
  createdAt: number;
  settledAt: number | null;
  byHand: boolean;
  level: HookLevel;
  moment: HookMoment;
  status: MomentStatus | null;
  stepId: string | null;
  stepName: string | null;
  chainId: string | null;
  chainName: string;
  executionId: string;
  /** A hook of the same moment before it is not settled. */
  isBlocked: boolean;
}

export interface DeliveryDetail extends DeliveryRow {
  hook: PlanHook;
  request: JsonObject | null;
  answer: JsonObject | null;
  tries: { at: number; ms: number; outcome: string }[];
  dispatchedId: string | null;
  context: JsonObject;
}

const columns = (
  sql: Sql,
) => sql`d.id, d.type, d.target, d.host, d.state, d.reason, d.attempts, d.failures, d.by_hand as "byHand",
  (d.hook->'params'->'retry'->>'max_attempts')::int as "maxTries",
  (extract(epoch from d.next_at) * 1000)::float8 as "nextAt", (extract(epoch from d.created_at) * 1000)::float8 as "createdAt",
  (extract(epoch from d.settled_at) * 1000)::float8 as "settledAt", m.level, m.moment, m.status, m.step_id as "stepId",
  m.step_name as "stepName", m.chain_id as "chainId", m.chain_name as "chainName", d.execution_id as "executionId",
  exists (select from hook_deliveries b where b.moment_id = d.moment_id and b.position < d.position and b.next_at is not null) as "isBlocked"`;

function matching(sql: Sql, viewer: Viewer, filter: DeliveryFilter) {
  const { search, state, moment, type, chainId, executionId, host, since } = filter;
  const like = search === null ? null : `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`${visible(sql, viewer)}
    and (${like}::text is null or d.target ilike ${like} or d.host ilike ${like} or d.execution_id ilike ${like} or d.id::text ilike ${like} or d.dispatched_id ilike ${like}
      or m.chain_name ilike ${like} or m.step_name ilike ${like} or d.request::text ilike ${like})
    and (${state === null ? null : [...state]}::text[] is null or d.state = any(${state === null ? null : [...state]}::text[]))
    and (${moment}::text is null or m.moment = ${moment}) and (${type}::text is null or d.type = ${type})
    and (${chainId}::uuid is null or m.chain_id = ${chainId}::uuid)
    and (${executionId}::text is null or d.execution_id = ${executionId})
    and (${host}::text is null or d.host = ${host})
    and (${since}::float8 is null or d.created_at >= to_timestamp(${since}::float8 / 1000))`;
}

/** A page, the newest first, and how many there are. */
export async function listDeliveries(
  sql: Sql,
  viewer: Viewer,
  filter: DeliveryFilter,
  page: { limit: number; offset: number },
): Promise<{ items: DeliveryRow[]; total: number }> {
  const [items, counts] = await Promise.all([
    sql<DeliveryRow[]>`
      select ${columns(sql)} from hook_deliveries d join hook_moments m on m.id = d.moment_id
      where ${matching(sql, viewer, filter)} order by d.created_at desc, d.id desc limit ${page.limit} offset ${page.offset}`,
    sql<{ total: number }[]>`
      select count(*)::int as total from hook_deliveries d join hook_moments m on m.id = d.moment_id
      where ${matching(sql, viewer, filter)}`,
  ]);
  return { items: [...items], total: counts[0]?.total ?? 0 };
}

/** Whoever asks is authorised by its execution, or as an administrator. */
export async function findDelivery(sql: Sql, id: string): Promise<DeliveryDetail | null> {
  const rows = await sql<DeliveryDetail[]>`
    select ${columns(sql)}, d.hook, d.request, d.answer, d.tries, d.dispatched_id as "dispatchedId", m.context
    from hook_deliveries d join hook_moments m on m.id = d.moment_id where d.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Of several: which there are, and what decides who may do something with them. */
export async function findOwners(
  sql: Sql,
  ids: readonly string[],
): Promise<{ id: string; level: HookLevel; executionId: string }[]> {
  const rows = await sql<{ id: string; level: HookLevel; executionId: string }[]>`
    select d.id, m.level, d.execution_id as "executionId" from hook_deliveries d join hook_moments m on m.id = d.moment_id
    where d.id = any(${[...ids]}::uuid[])`;
  return [...rows];
}
