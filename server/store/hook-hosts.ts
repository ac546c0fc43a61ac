/**
 * The circuit breaker and the rate of each host, for all processes.
 *
 * | breaker   | is                                 | a delivery                                     |
 * | closed    | `open_until` is null               | goes                                           |
 * | open      | `open_until` lies ahead            | waits until then                               |
 * | half open | `open_until` has passed            | one goes, the others wait until it is answered |
 *
 * It opens after five failures in a row, for 30 s, doubled each time up to 10 minutes; a success closes it.
 */
import type { Sql } from "../../db/client";
import { storableText } from "./json-text";

const OPENS_AFTER = 5;
const FIRST_OPEN_SECONDS = 30;
const LONGEST_OPEN_SECONDS = 600;
/** A half-open breaker lets the next one try when the one that went has not been heard of for so long. */
const TRIAL_SECONDS = 60;

/** Whether a request to a host may begin now, which then counts; else how many milliseconds to wait, and why. */
export async function permit(
  sql: Sql,
  host: string,
  perSecond: number,
): Promise<{ ok: true } | { ok: false; waitMs: number; reason: "open" | "rate" }> {
  await sql`insert into hook_hosts (host) values (${host}) on conflict do nothing`;
  const rows = await sql<{ state: "ok" | "open" | "rate"; waitMs: number }[]>`
    with seen as (
      select * from hook_hosts where host = ${host} for update
    ), judged as (
      select *, (open_until is not null and open_until > clock_timestamp()) as is_open,
        (window_at > clock_timestamp() - interval '1 second' and window_count >= ${perSecond}) as is_full from seen
    ), counted as (
      update hook_hosts h set
        open_until = case when j.open_until is null then null else clock_timestamp() + make_interval(secs => ${TRIAL_SECONDS}) end,
        window_count = case when h.window_at > clock_timestamp() - interval '1 second' then h.window_count + 1 else 1 end,
        window_at = case when h.window_at > clock_timestamp() - interval '1 second' then h.window_at else clock_timestamp() end
      from judged j where h.host = j.host and not j.is_open and not j.is_full returning h.host
    )
    select case when is_open then 'open' when is_full then 'rate' else 'ok' end as state,
      greatest(50, extract(epoch from case when is_open then open_until else window_at + interval '1 second' end - clock_timestamp()) * 1000)::float8
        as "waitMs" from judged left join counted on true`;
  const row = rows[0];
  if (!row || row.state === "ok") return { ok: true };
  return { ok: false, waitMs: row.waitMs, reason: row.state };
}

/** The host answered: the breaker is closed. */
export async function hostAnswered(sql: Sql, host: string): Promise<void> {
  await sql`
    update hook_hosts set failures = 0, openings = 0, opened_at = null, open_until = null, last_error = null
    where host = ${host} and (failures > 0 or open_until is not null)`;
}

/** The host did not answer, or broke; the breaker may open. */
export async function hostFailed(sql: Sql, host: string, error: string): Promise<void> {
  await sql`
    update hook_hosts set failures = failures + 1, last_error = ${storableText(error)},
      openings = openings + (case when failures + 1 >= ${OPENS_AFTER} then 1 else 0 end),
      opened_at = case when failures + 1 >= ${OPENS_AFTER} then coalesce(opened_at, now()) else opened_at end,
      open_until = case when failures + 1 >= ${OPENS_AFTER}
        then now() + make_interval(secs => least(${LONGEST_OPEN_SECONDS}, ${FIRST_OPEN_SECONDS} * power(2, openings))) else open_until end
    where host = ${host}`;
}

/** A person wants it tried at once. */
export async function closeBreaker(sql: Sql, host: string): Promise<boolean> {
  const rows = await sql`
    with closed as (
      update hook_hosts set failures = 0, openings = 0, opened_at = null, open_until = null where host = ${host} returning host
    ), waiting as (
      update hook_deliveries d set next_at = now() from closed where d.host = closed.host and d.state = 'waiting' returning 1
    )
    select host from closed`;
  return rows.length > 0;
}

/** Whether nothing more is to be sent to an address; since when. */
export async function goneSince(sql: Sql, level: string, userId: string | null, url: string): Promise<Date | null> {
  const rows = await sql<{ at: Date }[]>`
    select at from hook_gone where level = ${level} and coalesce(user_id::text, '') = ${userId ?? ""} and url = ${url}`;
  return rows[0]?.at ?? null;
}

export async function markGone(
  sql: Sql,
  gone: { id: string; level: string; userId: string | null; url: string; deliveryId: string },
): Promise<void> {
  await sql`
    insert into hook_gone (id, level, user_id, url, delivery_id, at)
    values (${gone.id}, ${gone.level}, ${gone.userId}, ${gone.url}, ${gone.deliveryId}, now()) on conflict do nothing`;
}
