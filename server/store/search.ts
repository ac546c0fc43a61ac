/** What the palette looks through: names, of what somebody owns and of what was shared with them. */
import type { Sql } from "../../db/client";
import type { Role } from "../core/access/roles";
import { ownedOrShared, type Reach, roleColumn, visibleTemplates, withinReach } from "./access";
import { type ExecutionRecord, executionColumns } from "./executions";

/** More names than this are not ranked: those that contain the letters go first. */
const MOST = 2_000;

export interface FoundChain {
  id: string;
  name: string;
  description: string | null;
  tags: string[];
  status: "active" | "paused" | "archived";
  role: Role;
  /** `on`: it fires; `paused`: somebody, or its failures, paused it; null: there is none, or none that goes on. */
  schedule: "on" | "paused" | null;
}

/** Letters in their order, whatever is between them. */
const scattered = (text: string): string =>
  `%${[...text.replace(/\s+/g, "")].map((letter) => letter.replace(/[\\%_]/g, "\\$&")).join("%")}%`;

/** The one used last first: started by this person, or changed. */
export async function searchableChains(sql: Sql, userId: string, text: string): Promise<FoundChain[]> {
  const rows = await sql<FoundChain[]>`
    with used as (
      select chain_id, max(created_at) as at from (
        select chain_id, created_at from executions where user_id = ${userId} and chain_id is not null and not is_test
        order by created_at desc limit 200) last
      group by chain_id)
    select c.id, c.name, c.description, c.tags, c.status, ${roleColumn(sql, "chain", userId)} as role,
      case when c.next_run_at is not null then 'on' when c.schedule_paused_at is not null then 'paused' end as schedule
    from chains c left join used on used.chain_id = c.id
    where ${ownedOrShared(sql, "chain", userId, "all")} and c.deleted_at is null
    order by c.name ilike ${scattered(text)} or c.id::text like ${`${text.toLowerCase()}%`} desc,
      greatest(c.updated_at, used.at) desc, c.id limit ${MOST}`;
  return [...rows];
}

export interface FoundTask {
  id: string;
  name: string;
  kind: string;
}

export async function searchableTasks(sql: Sql, userId: string, text: string): Promise<FoundTask[]> {
  const rows = await sql<FoundTask[]>`
    select c.id, c.name, c.kind from tasks c
    where ${ownedOrShared(sql, "task", userId, "all")} and c.deleted_at is null
    order by c.name ilike ${scattered(text)} desc, c.updated_at desc, c.id limit ${MOST}`;
  return [...rows];
}

export interface FoundTemplate {
  id: string;
  title: string;
}

/** Those that this person sees in the gallery. */
export async function searchableTemplates(sql: Sql, userId: string, text: string): Promise<FoundTemplate[]> {
  const rows = await sql<FoundTemplate[]>`
    select t.id, t.title from templates t where ${visibleTemplates(sql, userId)}
    order by t.title ilike ${scattered(text)} desc, t.title, t.id limit ${MOST}`;
  return [...rows];
}

/** The newest executions of these chains. */
export async function executionsOfChains(
  sql: Sql,
  reach: Reach,
  chainIds: readonly string[],
  limit: number,
): Promise<ExecutionRecord[]> {
  if (chainIds.length === 0) return [];
  const rows = await sql<ExecutionRecord[]>`
    select ${executionColumns(sql)} from unnest(${[...chainIds]}::uuid[]) as wanted(id)
    cross join lateral (
      select * from executions e where e.chain_id = wanted.id and not e.is_test and ${withinReach(sql, reach)}
      order by e.created_at desc limit ${limit}) e
    left join users u on u.id = e.user_id
    order by e.created_at desc limit ${limit}`;
  return [...rows];
}

/** The newest of all, or those whose ids begin or end with this. */
export async function executionsById(
  sql: Sql,
  reach: Reach,
  id: { begins: string; ends: string } | null,
  limit: number,
): Promise<ExecutionRecord[]> {
  const rows = await sql<ExecutionRecord[]>`
    select ${executionColumns(sql)} from executions e left join users u on u.id = e.user_id
    where ${withinReach(sql, reach)} and not e.is_test
      ${id === null ? sql`` : sql`and e.id like ${`${id.begins}%`} and e.id like ${`%${id.ends}`}`}
    order by e.created_at desc, e.id desc limit ${limit}`;
  return [...rows];
}
