import type { Sql } from "../../db/client";
import type { JsonObject } from "../core/json";
import { type Reach, withinReach } from "./access";
import { CHANNELS } from "./channels";
import type { StoredCommand } from "./commands";
import { history } from "./history";
import { jsonText, storableText } from "./json-text";

/** A step that waits for a person. */
export interface WaitingStep {
  executionId: string;
  stepId: string;
  /** Null: the step itself. */
  item: number | null;
  code: "approval" | "manual_trigger";
  message: string;
  prompt: JsonObject | null;
  /** Epoch ms at which it is too late; null: no limit. */
  wakeAt: number | null;
}

/** What `data` of an answer holds. */
export interface AnswerData {
  answer: JsonObject;
  /** Set when the answer is no, and the step says that this fails it. */
  rejected: string | null;
}

/**
 * Records what a person says to a step that waits for it: once. The row of the step is locked while its status is read, so of two
 * people in two processes one is told true, and the other false: it was answered, or waits no more. The pages of all whom the
 * question names hear of it; those who may see the execution hear of that anyway.
 */
export async function recordAnswer(sql: Sql, answer: Omit<StoredCommand, "id">): Promise<boolean> {
  const { executionId, command, stepId, item, by, note, data } = answer;
  const code = command === "answer" ? "approval" : "manual_trigger";
  const rows = await sql<{ id: string }[]>`
    with s as (
      select execution_id, step_id, item, status, reason from step_executions
      where execution_id = ${executionId} and step_id = ${stepId} and item = ${item ?? -1} for update
    ), recorded as (
      insert into execution_commands (execution_id, command, step_id, item, by, note, data)
      select ${executionId}, ${command}, ${stepId}, ${item}::int, ${by}::text, ${note === null ? null : storableText(note)}::text,
        ${jsonText(data)}::text::jsonb
      from s
      where s.status = 'waiting' and s.reason->>'code' = ${code} and not ${answered(sql)}
      on conflict do nothing
      returning id
    )
    select id, pg_notify(${CHANNELS.command}, ${executionId}), pg_notify(${CHANNELS.work}, ''),
      (select count(pg_notify(${CHANNELS.notifications}, u.id::text))
        from s, jsonb_path_query(s.reason, '$.prompt.approvers[*]') named, users u where lower(u.email) = named#>>'{}')
    from recorded`;
  return rows.length > 0;
}

/** Whether somebody has spoken to the step `s` that waits, and nobody has obeyed yet. */
const answered = (sql: Sql) => sql`exists (
  select from execution_commands c where c.execution_id = s.execution_id and c.step_id = s.step_id
    and coalesce(c.item, -1) = s.item and c.command in ('continue', 'answer'))`;

/** What waits for a person in executions that go on: those that they may steer, and those that name them as approver. */
export async function listQuestions(
  sql: Sql,
  person: { reach: Reach; email: string },
  limit: number,
): Promise<(WaitingStep & { chainName: string; startedBy: string | null; own: boolean; since: number | null })[]> {
  const within = withinReach(sql, person.reach);
  const rows = await sql<
    (WaitingStep & { chainName: string; startedBy: string | null; own: boolean; since: number | null })[]
  >`
    select s.execution_id as "executionId", s.step_id as "stepId", nullif(s.item, -1) as item, s.reason->>'code' as code,
      s.reason->>'message' as message, s.reason->'prompt' as prompt,
      (extract(epoch from s.wake_at) * 1000)::float8 as "wakeAt", e.chain_name as "chainName", u.name as "startedBy",
      coalesce(${within}, false) as own, (extract(epoch from s.started_at) * 1000)::float8 as since
    from step_executions s join executions e on e.id = s.execution_id left join users u on u.id = e.user_id
    where s.status = 'waiting' and s.reason->>'code' in ('approval', 'manual_trigger') and not ${answered(sql)}
      and e.ended_at is null and e.status in ('running', 'paused')
      and (${within} or (s.reason->'prompt'->'approvers') @> ${jsonText([person.email.toLowerCase()])}::text::jsonb)
    order by s.started_at nulls last, s.execution_id, s.step_id limit ${limit}`;
  return [...rows];
}

/** One of them, whoever asks; null: it does not wait for a person. */
export async function findWaiting(
  sql: Sql,
  executionId: string,
  stepId: string,
  item: number | null,
): Promise<WaitingStep | null> {
  const rows = await sql<WaitingStep[]>`
    select execution_id as "executionId", step_id as "stepId", nullif(item, -1) as item, reason->>'code' as code,
      reason->>'message' as message, reason->'prompt' as prompt, (extract(epoch from wake_at) * 1000)::float8 as "wakeAt"
    from step_executions
    where execution_id = ${executionId} and step_id = ${stepId} and item = ${item ?? -1} and status = 'waiting'
      and reason->>'code' in ('approval', 'manual_trigger')`;
  return rows[0] ?? null;
}

/** Who said what to a step last, for whoever came too late; also when nobody has obeyed it yet. */
export async function lastAnswer(
  sql: Sql,
  executionId: string,
  stepId: string,
  item: number | null,
): Promise<{ by: string | null; at: number } | null> {
  const rows = await sql<{ by: string | null; at: number }[]>`
    (select by, (extract(epoch from created_at) * 1000)::float8 as at, 0 as place, 0 as seq from execution_commands
      where execution_id = ${executionId} and step_id = ${stepId} and coalesce(item, -1) = ${item ?? -1}
        and command in ('continue', 'answer'))
    union all
    (select data->>'by', (extract(epoch from at) * 1000)::float8, 1, seq
      from ${history(sql, sql`h.execution_id = ${executionId}`)} h
      where kind = 'command' and step_id = ${stepId} and coalesce(item, -1) = ${item ?? -1}
      order by seq desc limit 1)
    order by place limit 1`;
  const [row] = rows;
  return row ? { by: row.by, at: row.at } : null;
}

/** Whether a step has ever asked a person by this e-mail address: what may be told of its question afterwards. */
export async function wasAsked(sql: Sql, executionId: string, stepId: string, email: string): Promise<boolean> {
  const rows = await sql`
    select from ${history(sql, sql`h.execution_id = ${executionId}`)} h
    where step_id = ${stepId} and kind = 'step.waiting'
      and (data->'reason'->'prompt'->'approvers') @> ${jsonText([email.toLowerCase()])}::text::jsonb limit 1`;
  return rows.length > 0;
}
