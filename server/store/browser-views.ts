/**
 * The browsers that are open now: what they show, and what people want of them. Rows of a process that has died stop being touched;
 * they are not shown any more and go with somebody's next beat.
 */
import type { Sql } from "../../db/client";
import { CHANNELS } from "./channels";
import { storableText } from "./json-text";

/** A browser that was not touched for so long is gone. Seconds. */
const SILENT = 30;

export interface ViewPlace {
  executionId: string;
  session: string;
}

/** What people want of an open browser. Epoch milliseconds. */
export interface OrdersRow {
  watchedUntil: number | null;
  heldBy: string | null;
  heldName: string | null;
  heldUntil: number | null;
  handBack: string | null;
}

export interface ViewRow extends Omit<OrdersRow, "watchedUntil"> {
  session: string;
  stepId: string | null;
  url: string | null;
  title: string | null;
  frameNumber: number;
  width: number | null;
  height: number | null;
  paused: boolean;
  nextAction: string | null;
}

const ORDERS = (sql: Sql) => sql`
  (extract(epoch from watched_until) * 1000)::float8 as "watchedUntil", held_by as "heldBy", held_name as "heldName",
  (extract(epoch from held_until) * 1000)::float8 as "heldUntil", hand_back as "handBack"`;

/** Announces a browser. What people wanted of it before stays: another process may have had it. */
export async function openView(sql: Sql, { executionId, session }: ViewPlace, owner: string): Promise<OrdersRow> {
  const [row] = await sql<[OrdersRow]>`
    insert into browser_views as v (execution_id, session, owner, updated_at)
    values (${executionId}, ${session}, ${owner}, now())
    on conflict (execution_id, session) do update
      set owner = excluded.owner, updated_at = now(), step_id = null, paused = false, next_action = null, frame = null
    returning ${ORDERS(sql)}`;
  await tell(sql, executionId);
  return row;
}

/** Says what the browser is at; what is left out stays. */
export async function describeView(
  sql: Sql,
  { executionId, session }: ViewPlace,
  owner: string,
  facts: { stepId?: string | null; url?: string; title?: string; paused?: boolean; nextAction?: string | null },
): Promise<void> {
  const columns: Record<string, string | boolean | null> = {};
  if (facts.stepId !== undefined) columns.step_id = facts.stepId;
  if (facts.url !== undefined) columns.url = storableText(facts.url.slice(0, 2_000));
  if (facts.title !== undefined) columns.title = storableText(facts.title.slice(0, 300));
  if (facts.paused !== undefined) columns.paused = facts.paused;
  if (facts.nextAction !== undefined)
    columns.next_action = facts.nextAction && storableText(facts.nextAction.slice(0, 400));
  await sql`
    update browser_views set ${sql(columns)}, updated_at = now()
    where execution_id = ${executionId} and session = ${session} and owner = ${owner}`;
  await tell(sql, executionId);
}

/** The newest picture; the one before is gone. */
export async function showFrame(
  sql: Sql,
  { executionId, session }: ViewPlace,
  owner: string,
  frame: { jpeg: Buffer; width: number; height: number; url: string },
): Promise<void> {
  await sql`
    update browser_views set frame = ${frame.jpeg}, frame_number = frame_number + 1, width = ${frame.width}, height = ${frame.height},
      url = ${storableText(frame.url.slice(0, 2_000))}, updated_at = now()
    where execution_id = ${executionId} and session = ${session} and owner = ${owner}`;
  await tell(sql, executionId);
}

export async function readOrders(sql: Sql, { executionId, session }: ViewPlace): Promise<OrdersRow | null> {
  const [row] = await sql<OrdersRow[]>`
    select ${ORDERS(sql)} from browser_views where execution_id = ${executionId} and session = ${session}`;
  return row ?? null;
}

/** Nobody has it any more. */
export async function settleView(sql: Sql, { executionId, session }: ViewPlace, owner: string): Promise<void> {
  await sql`
    update browser_views set held_by = null, held_name = null, held_until = null, hand_back = null, updated_at = now()
    where execution_id = ${executionId} and session = ${session} and owner = ${owner}`;
  await tell(sql, executionId);
}

/** Keeps the browsers of a process shown, and forgets those of processes that are gone. */
export async function beatViews(sql: Sql, owner: string): Promise<void> {
  await sql`update browser_views set updated_at = now() where owner = ${owner}`;
  await sql`delete from browser_views where updated_at < now() - make_interval(secs => ${SILENT * 2})`;
}

export async function closeView(sql: Sql, { executionId, session }: ViewPlace, owner: string): Promise<void> {
  await sql`
    delete from browser_views where execution_id = ${executionId} and session = ${session} and owner = ${owner}`;
  await tell(sql, executionId);
}

/** The open browsers of an execution, without their pictures. */
export async function listViews(sql: Sql, executionId: string): Promise<ViewRow[]> {
  const rows = await sql<ViewRow[]>`
    select session, step_id as "stepId", url, title, case when frame is null then 0 else frame_number end as "frameNumber",
      width, height, paused, next_action as "nextAction", ${ORDERS(sql)}
    from browser_views where execution_id = ${executionId} and updated_at > now() - make_interval(secs => ${SILENT})
    order by session limit 50`;
  return [...rows];
}

export async function readFrame(sql: Sql, { executionId, session }: ViewPlace): Promise<Buffer | null> {
  const [row] = await sql<{ frame: Buffer | null }[]>`
    select frame from browser_views where execution_id = ${executionId} and session = ${session}`;
  return row?.frame ?? null;
}

/** Somebody looks at the browsers of these executions for the next seconds. */
export async function watchViews(sql: Sql, executionIds: readonly string[], seconds: number): Promise<void> {
  const rows = await sql<{ executionId: string; session: string }[]>`
    update browser_views set watched_until = now() + make_interval(secs => ${seconds})
    where execution_id = any(${[...executionIds]}::text[]) returning execution_id as "executionId", session`;
  for (const row of rows) await order(sql, row);
}

/** Takes the browser into somebody's hands, or keeps it there longer. False: somebody else has it, or it is gone. */
export async function holdView(
  sql: Sql,
  { executionId, session }: ViewPlace,
  holder: { id: string; name: string; seconds: number },
): Promise<boolean> {
  const rows = await sql`
    update browser_views
    set held_by = ${holder.id}, held_name = ${storableText(holder.name)}, hand_back = null,
      held_until = now() + make_interval(secs => ${holder.seconds})
    where execution_id = ${executionId} and session = ${session}
      and updated_at > now() - make_interval(secs => ${SILENT})
      and (held_by is null or held_until < now() or (held_by = ${holder.id} and hand_back is null))
    returning 1`;
  if (rows.length === 0) return false;
  await order(sql, { executionId, session });
  await tell(sql, executionId);
  return true;
}

/** False: this person does not have it. */
export async function handBackView(
  sql: Sql,
  { executionId, session }: ViewPlace,
  userId: string,
  handBack: string,
): Promise<boolean> {
  const rows = await sql`
    update browser_views set hand_back = ${handBack}
    where execution_id = ${executionId} and session = ${session} and held_by = ${userId} and held_until > now()
    returning 1`;
  if (rows.length === 0) return false;
  await order(sql, { executionId, session });
  await tell(sql, executionId);
  return true;
}

/** Passes on what somebody does in a browser. It is kept nowhere: when it is lost, they do it again. */
export async function sendInput(sql: Sql, place: ViewPlace, userId: string, events: unknown): Promise<void> {
  await order(sql, place, { userId, events });
}

/** Largest payload that `sendInput` can pass on, in bytes of JSON. Postgres takes less than 8,000. */
export const MAX_INPUT_BYTES = 7_000;

async function order(sql: Sql, { executionId, session }: ViewPlace, input?: object): Promise<void> {
  await sql`select pg_notify(${CHANNELS.hands}, ${JSON.stringify({ key: { executionId, session }, ...input })})`;
}

async function tell(sql: Sql, executionId: string): Promise<void> {
  await sql`select pg_notify(${CHANNELS.views}, ${executionId})`;
}
