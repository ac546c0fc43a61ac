/**
 * Deliveries between their moment and their end. A process claims what is due under a lease; a later claim has a higher fence, and
 * only who has the newest one may say what came of it. Within a moment a delivery's turn comes when all before it are settled.
 */
import type { Sql } from "../../db/client";
import type { PlanHook } from "../core/hooks/plan-hook";
import type { HookLevel, HookMoment } from "../core/hooks/words";
import type { JsonObject } from "../core/json";
import { CHANNELS } from "./channels";
import type { DeliveryAttempt } from "./hook-writes";
import { jsonText, storableText } from "./json-text";

export interface ClaimedDelivery {
  id: string;
  momentId: string;
  hook: PlanHook;
  fence: number;
  attempts: number;
  failures: number;
  byHand: boolean;
  executionId: string;
  planHash: string | null;
  level: HookLevel;
  moment: HookMoment;
  userId: string | null;
  context: JsonObject;
  depth: number;
}

/** So long a process may be at a delivery before another one takes it: a try and its waits are far shorter. */
export const LEASE_SECONDS = 90;

/**
 * Takes deliveries that are due, and those whose process has not said anything for too long. `of`: metrics only, which are counted in
 * bulk, or all but these.
 */
export async function claimDeliveries(
  sql: Sql,
  limit: number,
  of: "metrics" | "others" | null = null,
  leaseSeconds: number = LEASE_SECONDS,
): Promise<ClaimedDelivery[]> {
  const which = of === null ? sql`` : of === "metrics" ? sql`and d.type = 'metric'` : sql`and d.type <> 'metric'`;
  const rows = await sql<ClaimedDelivery[]>`
    with due as (
      select d.id from hook_deliveries d
      where d.next_at <= now() ${which} and not exists (
        select from hook_deliveries b where b.moment_id = d.moment_id and b.position < d.position and b.next_at is not null)
      order by d.next_at limit ${limit} for update skip locked
    ), taken as (
      update hook_deliveries d set state = 'sending', fence = d.fence + 1, attempts = d.attempts + 1,
        lease_until = now() + make_interval(secs => ${leaseSeconds}), next_at = now() + make_interval(secs => ${leaseSeconds})
      from due where d.id = due.id
      returning d.*
    )
    select t.id, t.moment_id as "momentId", t.hook, t.fence, t.attempts, t.failures, t.by_hand as "byHand",
      t.execution_id as "executionId", e.plan_hash as "planHash", m.level, m.moment, m.user_id as "userId", m.context, m.depth
    from taken t join hook_moments m on m.id = t.moment_id left join executions e on e.id = t.execution_id
    order by m.at, t.position`;
  return [...rows];
}

/** When the next delivery is due, in milliseconds from now; null: none waits. */
export async function nextDeliveryIn(sql: Sql): Promise<number | null> {
  const rows = await sql<{ ms: number | null }[]>`
    select (extract(epoch from d.next_at - now()) * 1000)::float8 as ms from hook_deliveries d
    where d.next_at is not null and not exists (
      select from hook_deliveries b where b.moment_id = d.moment_id and b.position < d.position and b.next_at is not null)
    order by d.next_at limit 1`;
  return rows[0]?.ms ?? null;
}

export interface DeliveryResult {
  id: string;
  fence: number;
  state: "waiting" | "delivered" | "gave_up" | "refused";
  reason: string | null;
  /** Milliseconds until the next try; only while it waits. */
  retryInMs: number | null;
  /** Whether the try counts against the limit. */
  counts: boolean;
  /** Null: nothing was tried, such as when the breaker is open. */
  attempt: DeliveryAttempt | null;
}

const KEPT_TRIES = 20;

/** Records what came of a claimed delivery. False: another process has it by now. */
export async function settleDelivery(sql: Sql, result: DeliveryResult): Promise<boolean> {
  const { id, fence, state, reason, retryInMs, counts, attempt } = result;
  const tried = attempt ? [{ at: attempt.at, ms: Math.round(attempt.ms), outcome: storableText(attempt.outcome) }] : [];
  const rows = await sql`
    update hook_deliveries set state = ${state}, reason = ${reason === null ? null : storableText(reason)}, lease_until = null,
      next_at = ${retryInMs === null ? null : sql`now() + make_interval(secs => ${retryInMs / 1000})`},
      attempts = attempts - ${attempt ? 0 : 1}, failures = failures + ${counts ? 1 : 0},
      host = coalesce(${attempt?.host ?? null}, host), request = coalesce(${jsonText(attempt?.request)}::text::jsonb, request),
      answer = case when ${attempt ? 1 : 0} = 1 then ${jsonText(attempt?.answer)}::text::jsonb else answer end,
      dispatched_id = coalesce(${attempt?.dispatchedId ?? null}, dispatched_id),
      by_hand = by_hand and ${state} = 'delivered',
      settled_at = ${state === "waiting" ? null : sql`now()`},
      tries = (select coalesce(jsonb_agg(t order by n), '[]') from (
        select t, n from jsonb_array_elements(tries || ${jsonText(tried)}::text::jsonb) with ordinality as x(t, n)
        order by n desc limit ${KEPT_TRIES}) kept)
    where id = ${id} and fence = ${fence} and state = 'sending' returning id`;
  return rows.length > 0;
}

/** Records what came of many that were settled together and sent nothing. */
export async function settleMany(sql: Sql, results: readonly DeliveryResult[]): Promise<void> {
  const rows = results.map(({ id, fence, state, reason, attempt }) => {
    const tried = attempt ? [{ at: attempt.at, ms: Math.round(attempt.ms), outcome: attempt.outcome }] : [];
    return { id, fence, state, reason, request: attempt?.request ?? null, tried };
  });
  await sql`
    update hook_deliveries d set state = x.state, reason = x.reason, lease_until = null, next_at = null, settled_at = now(),
      request = x.request, tries = (d.tries || x.tried), by_hand = d.by_hand and x.state = 'delivered'
    from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as x(id uuid, fence int, state text, reason text, request jsonb, tried jsonb)
    where d.id = x.id and d.fence = x.fence and d.state = 'sending'`;
}

/** Tells every process to look for deliveries. */
export async function tellDeliverers(sql: Sql): Promise<void> {
  await sql`select pg_notify(${CHANNELS.hooks}, '')`;
}

/** Asks for another try of deliveries, whatever became of them; how many there were. `sending` ones are at it already. */
export async function redeliver(sql: Sql, ids: readonly string[]): Promise<number> {
  const rows = await sql`
    update hook_deliveries set state = 'waiting', next_at = now(), failures = 0, by_hand = true, reason = 'A person asked for it.',
      settled_at = null
    where id = any(${[...ids]}::uuid[]) and state <> 'sending' and type in ('webhook', 'metric', 'dispatch_task')
    returning id`;
  if (rows.length > 0) await tellDeliverers(sql);
  return rows.length;
}

/** Ends deliveries that wait. */
export async function giveUp(sql: Sql, ids: readonly string[]): Promise<number> {
  const rows = await sql`
    update hook_deliveries set state = 'gave_up', next_at = null, reason = 'A person gave it up.', settled_at = now()
    where id = any(${[...ids]}::uuid[]) and state = 'waiting' returning id`;
  if (rows.length > 0) await tellDeliverers(sql);
  return rows.length;
}
