/** Deliveries as people look through them: their own, and for administrators those of the server too. */
import type { Sql } from "../../db/client";
import type { PlanHook } from "../core/hooks/plan-hook";
import type { DeliveryState, HookLevel, HookMoment, HookType, MomentStatus } from "../core/hooks/words";
import type { JsonObject } from "../core/json";

/** Who looks. */
export interface Viewer {
  userId: string | null;
  isAdmin: boolean;
}

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
}

export interface DeliveryDetail extends DeliveryRow {
  hook: PlanHook;
  request: JsonObject | null;
  answer: JsonObject | null;
  tries: { at: number; ms: number; outcome: string }[];
  dispatchedId: string | null;
  context: JsonObject;
  /** A hook of the same moment before it is not settled. */
  isBlocked: boolean;
}

const columns = (
  sql: Sql,
) => sql`d.id, d.type, d.target, d.host, d.state, d.reason, d.attempts, d.failures, d.by_hand as "byHand",
  (extract(epoch from d.next_at) * 1000)::float8 as "nextAt", (extract(epoch from d.created_at) * 1000)::float8 as "createdAt",
  (extract(epoch from d.settled_at) * 1000)::float8 as "settledAt", m.level, m.moment, m.status, m.step_id as "stepId",
  m.step_name as "stepName", m.chain_id as "chainId", m.chain_name as "chainName", d.execution_id as "executionId"`;

const visible = (sql: Sql, { userId, isAdmin }: Viewer) => sql`(
  (m.level = 'own' and m.user_id is not distinct from ${userId}) or (m.level = 'server' and ${isAdmin ? 1 : 0} = 1))`;

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

export async function findDelivery(sql: Sql, viewer: Viewer, id: string): Promise<DeliveryDetail | null> {
  const rows = await sql<DeliveryDetail[]>`
    select ${columns(sql)}, d.hook, d.request, d.answer, d.tries, d.dispatched_id as "dispatchedId", m.context,
      exists (select from hook_deliveries b where b.moment_id = d.moment_id and b.position < d.position and b.next_at is not null) as "isBlocked"
    from hook_deliveries d join hook_moments m on m.id = d.moment_id where d.id = ${id}::uuid and ${visible(sql, viewer)}`;
  return rows[0] ?? null;
}

/** A host that got something, with its breaker. */
export interface HostRow {
  host: string;
  failures: number;
  openedAt: number | null;
  openUntil: number | null;
  lastError: string | null;
  delivered: number;
  failed: number;
  waiting: number;
}

/** The hosts of the last day that the viewer's deliveries went to. */
export async function listHosts(sql: Sql, viewer: Viewer): Promise<HostRow[]> {
  const rows = await sql<HostRow[]>`
    select d.host, coalesce(h.failures, 0) as failures, (extract(epoch from h.opened_at) * 1000)::float8 as "openedAt",
      (extract(epoch from h.open_until) * 1000)::float8 as "openUntil", h.last_error as "lastError",
      count(*) filter (where d.state = 'delivered')::int as delivered,
      count(*) filter (where d.state in ('gave_up', 'refused'))::int as failed, count(*) filter (where d.state = 'waiting')::int as waiting
    from hook_deliveries d join hook_moments m on m.id = d.moment_id left join hook_hosts h on h.host = d.host
    where d.host is not null and (d.created_at > now() - interval '1 day' or d.next_at is not null) and ${visible(sql, viewer)}
    group by d.host, h.failures, h.opened_at, h.open_until, h.last_error
    order by h.open_until is null, count(*) desc limit 12`;
  return [...rows];
}

/** What hooks without a network did in the last day. */
export async function countInside(sql: Sql, viewer: Viewer): Promise<{ delivered: number; failed: number }> {
  const rows = await sql<{ delivered: number; failed: number }[]>`
    select count(*) filter (where d.state = 'delivered')::int as delivered,
      count(*) filter (where d.state in ('gave_up', 'refused'))::int as failed
    from hook_deliveries d join hook_moments m on m.id = d.moment_id
    where d.type <> 'webhook' and d.created_at > now() - interval '1 day' and ${visible(sql, viewer)}`;
  return rows[0] ?? { delivered: 0, failed: 0 };
}

export interface HourCount {
  /** Epoch milliseconds of its begin. */
  at: number;
  delivered: number;
  failed: number;
  waiting: number;
  /** Of the last tries, in milliseconds; null: nothing was tried. */
  p95: number | null;
}

/** Deliveries of each hour since a time, for the chart. Hours without any are not there. */
export async function countByHour(sql: Sql, viewer: Viewer, since: number): Promise<HourCount[]> {
  const rows = await sql<HourCount[]>`
    select (extract(epoch from date_trunc('hour', d.created_at)) * 1000)::float8 as at,
      count(*) filter (where d.state = 'delivered')::int as delivered,
      count(*) filter (where d.state in ('gave_up', 'refused'))::int as failed,
      count(*) filter (where d.state in ('waiting', 'sending'))::int as waiting,
      percentile_cont(0.95) within group (order by (d.tries->-1->>'ms')::float8) as p95
    from hook_deliveries d join hook_moments m on m.id = d.moment_id
    where d.created_at >= to_timestamp(${since}::float8 / 1000) and ${visible(sql, viewer)} group by 1 order by 1`;
  return [...rows];
}

/** Whether one of the viewer's deliveries went to a host. */
export async function usesHost(sql: Sql, viewer: Viewer, host: string): Promise<boolean> {
  const rows = await sql`
    select from hook_deliveries d join hook_moments m on m.id = d.moment_id where d.host = ${host} and ${visible(sql, viewer)} limit 1`;
  return rows.length > 0;
}

export interface GoneRow {
  id: string;
  url: string;
  level: HookLevel;
  at: number;
}

/** Addresses that are off since they answered 410. */
export async function listGone(sql: Sql, { userId, isAdmin }: Viewer): Promise<GoneRow[]> {
  const rows = await sql<GoneRow[]>`
    select id, url, level, (extract(epoch from at) * 1000)::float8 as at from hook_gone
    where (level = 'own' and user_id is not distinct from ${userId}) or (level = 'server' and ${isAdmin ? 1 : 0} = 1) order by at desc limit 100`;
  return [...rows];
}

/** Turns an address on again. */
export async function forgetGone(sql: Sql, { userId, isAdmin }: Viewer, id: string): Promise<boolean> {
  const rows = await sql`
    delete from hook_gone where id = ${id}::uuid
      and ((level = 'own' and user_id is not distinct from ${userId}) or (level = 'server' and ${isAdmin ? 1 : 0} = 1)) returning id`;
  return rows.length > 0;
}

/** How many deliveries stand where, for the metrics of the server. */
export async function countStates(sql: Sql): Promise<{ state: DeliveryState; count: number }[]> {
  return [
    ...(await sql<{ state: DeliveryState; count: number }[]>`
    select state, count(*)::int as count from hook_deliveries where next_at is not null group by state`),
  ];
}

/** Hosts whose breaker is open or half open. */
export async function openBreakers(sql: Sql): Promise<{ host: string; isOpen: boolean }[]> {
  return [
    ...(await sql<{ host: string; isOpen: boolean }[]>`
    select host, open_until > now() as "isOpen" from hook_hosts where open_until is not null`),
  ];
}

/** Executions that have not ended, by status. */
export async function countOpenExecutions(sql: Sql): Promise<{ status: string; count: number }[]> {
  return [
    ...(await sql<{ status: string; count: number }[]>`
    select status, count(*)::int as count from executions where ended_at is null group by status`),
  ];
}
