import type { Sql } from "../../db/client";
import type { Pace } from "../core/notifications/due";
import type { NotificationChannel, NotificationKind, NotificationRules } from "../core/notifications/rules";
import { CHANNELS } from "./channels";

/** News of which nobody has decided yet who is told how, with all that the decision needs. */
export interface UnsettledNote extends Pace {
  id: string;
  userId: string;
  kind: NotificationKind;
  chainName: string | null;
  /** Epoch milliseconds. */
  createdAt: number;
  shown: boolean;
  /** What its person wants in general, and of this chain. */
  rules: NotificationRules | null;
  chainRules: NotificationRules | null;
  hasWebhook: boolean;
  /** Its execution succeeded, and the one of its chain that ended before it had not. */
  recovered: boolean;
}

export interface Settled {
  id: string;
  shown: boolean;
  /** When the kind turns out to be another one. */
  becomes: { kind: NotificationKind; title: string } | null;
  sends: { channel: Exclude<NotificationChannel, "inbox">; dueAt: number }[];
}

/**
 * Settles the oldest news, in one transaction: who comes second finds them locked and takes others. Answers how many there were.
 */
export async function settleNotifications(
  sql: Sql,
  limit: number,
  settle: (note: UnsettledNote) => Settled,
): Promise<number> {
  return sql.begin(async (tx) => {
    const notes = await tx<UnsettledNote[]>`
      select n.id, n.user_id as "userId", n.kind, n.chain_name as "chainName", n.shown,
        (extract(epoch from n.created_at) * 1000)::float8 as "createdAt", s.rules, r.rules as "chainRules",
        coalesce(s.email_when, 'at_once') as "emailWhen", coalesce(s.email_hour, 8) as "emailHour",
        s.quiet_from as "quietFrom", s.quiet_to as "quietTo", coalesce(s.timezone, 'UTC') as timezone,
        s.webhook_url is not null as "hasWebhook",
        (n.kind = 'chain_finished' and n.chain_id is not null and coalesce((
          select before.status in ('failed', 'timed_out') from executions ended
          join executions before on before.chain_id = ended.chain_id and before.ended_at < ended.ended_at
            and not before.is_test and before.status <> 'canceled'
          where ended.id = n.execution_id order by before.created_at desc limit 1), false)) as recovered
      from notifications n
      left join notification_settings s on s.user_id = n.user_id
      left join notification_chain_rules r on r.user_id = n.user_id and r.chain_id = n.chain_id
      where n.settled_at is null order by n.created_at limit ${limit} for update of n skip locked`;
    const settled = notes.map(settle);
    const sends = settled.flatMap(({ id, sends: ways }) => ways.map((way) => ({ id, ...way })));
    await tx`
      update notifications n set settled_at = now(), shown = x.shown = 1, kind = coalesce(x.kind, n.kind),
        title = coalesce(x.title, n.title), level = case when x.kind is null then n.level else 'success' end
      from unnest(${settled.map(({ id }) => id)}::uuid[], ${settled.map(({ shown }) => Number(shown))}::int[],
        ${settled.map(({ becomes }) => becomes?.kind ?? null)}::text[], ${settled.map(({ becomes }) => becomes?.title ?? null)}::text[])
        as x(id, shown, kind, title)
      where n.id = x.id`;
    await tx`
      insert into notification_sends (notification_id, channel, user_id, due_at)
      select x.id, x.channel, n.user_id, to_timestamp(x.due / 1000)
      from unnest(${sends.map(({ id }) => id)}::uuid[], ${sends.map(({ channel }) => channel)}::text[],
        ${sends.map(({ dueAt }) => dueAt)}::float8[]) as x(id, channel, due) join notifications n on n.id = x.id
      on conflict do nothing`;
    const changed = new Set(
      notes.filter((note, index) => note.shown !== settled[index]?.shown).map((note) => note.userId),
    );
    for (const userId of changed) await tx`select pg_notify(${CHANNELS.notifications}, ${userId})`;
    return notes.length;
  });
}
