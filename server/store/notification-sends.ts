import type { Sql } from "../../db/client";
import type { NotificationKind } from "../core/notifications/rules";

/** Something to be sent, with all that its mail or request says. */
export interface DueSend {
  id: string;
  userId: string;
  email: string;
  name: string;
  attempts: number;
  kind: NotificationKind;
  level: "info" | "success" | "warning" | "error";
  title: string;
  body: string;
  executionId: string | null;
  stepId: string | null;
  chainId: string | null;
  chainName: string | null;
  templateId: string | null;
  /** Epoch milliseconds. */
  createdAt: number;
  webhookUrl: string | null;
  webhookKeyId: string | null;
  webhookSecret: string | null;
}

/** One attempt and its try have this long; then somebody else may take it. */
const LEASE = "2 minutes";

/**
 * Takes what is due by one way, the oldest first, with all that is due of the same people: a mail gathers it. The attempt is counted here,
 * so that what kills its process comes to an end. Of people who are disabled nothing is sent.
 */
export async function claimSends(sql: Sql, channel: "email" | "webhook", limit: number): Promise<DueSend[]> {
  const rows = await sql<DueSend[]>`
    with due as (
      select notification_id, channel from notification_sends
      where channel = ${channel} and ended is null and due_at <= now()
        and user_id in (select id from users where status = 'active')
      order by due_at limit ${limit} for update skip locked
    ), taken as (
      update notification_sends s set attempts = s.attempts + 1, error = null, due_at = now() + ${LEASE}::interval
      from due where s.notification_id = due.notification_id and s.channel = due.channel
      returning s.notification_id, s.user_id, s.attempts
    )
    select n.id, t.user_id as "userId", u.email, u.name, t.attempts, n.kind, n.level, n.title, n.body, n.execution_id as "executionId",
      n.step_id as "stepId", n.chain_id as "chainId", n.chain_name as "chainName", n.template_id as "templateId",
      (extract(epoch from n.created_at) * 1000)::float8 as "createdAt", w.webhook_url as "webhookUrl",
      w.webhook_key_id as "webhookKeyId", w.webhook_secret as "webhookSecret"
    from taken t join notifications n on n.id = t.notification_id
    join users u on u.id = t.user_id
    left join notification_settings w on w.user_id = t.user_id
    order by n.created_at, n.id`;
  return [...rows];
}

export type SendOutcome =
  | { ended: "sent" }
  | { ended: "gave_up"; error: string }
  | { retryInMs: number; error: string };

export async function recordSends(
  sql: Sql,
  channel: "email" | "webhook",
  ids: readonly string[],
  outcome: SendOutcome,
): Promise<void> {
  const ended = "ended" in outcome ? outcome.ended : null;
  const error = "error" in outcome ? outcome.error : null;
  const wait = "retryInMs" in outcome ? outcome.retryInMs : 0;
  await sql`
    update notification_sends set ended = ${ended}, error = ${error}, ended_at = case when ${ended}::text is null then null else now() end,
      due_at = now() + make_interval(secs => ${wait / 1000})
    where channel = ${channel} and notification_id = any(${[...ids]}::uuid[]) and ended is null`;
}

export interface SendRow {
  channel: "email" | "webhook";
  title: string;
  ended: "sent" | "gave_up" | null;
  attempts: number;
  error: string | null;
  at: Date;
}

/** What was sent to somebody lately, or could not be. */
export async function listSends(sql: Sql, userId: string, limit: number): Promise<SendRow[]> {
  const rows = await sql<SendRow[]>`
    select s.channel, n.title, s.ended, s.attempts, s.error, coalesce(s.ended_at, s.due_at) as at
    from notification_sends s join notifications n on n.id = s.notification_id
    where s.user_id = ${userId} order by coalesce(s.ended_at, s.due_at) desc limit ${limit}`;
  return [...rows];
}
