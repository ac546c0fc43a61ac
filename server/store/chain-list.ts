import type { Sql } from "../../db/client";
import type { Role } from "../core/access/roles";
import type { ExecutionStatus, Reason } from "../core/execution/states";
import type { ChainSort } from "../core/search/chain-sorts";
import { ownedOrShared, type Reach, roleColumn, withinReach } from "./access";
import { inCommon } from "./people";

export interface ChainListFilter {
  userId: string;
  /** Whose chains: the reader's own, those shared with them, or both. */
  whose: "all" | "mine" | "shared";
  search: string | null;
  status: string[] | null;
  /** It has all of these. */
  tags: readonly string[];
  /** Those that run by themselves, or not, without these; or only these; null: all. */
  schedule: { on: true } | { on: false; but: readonly string[] } | { among: readonly string[] } | null;
  /** Those in common with this person; null: all. */
  personId: string | null;
  /** Those beside which the reader has typed something. */
  drafts: boolean;
  sort: ChainSort;
  limit: number;
  /** Rows to pass over. */
  offset: number;
}

export interface ChainListRow {
  id: string;
  name: string;
  description: string | null;
  tags: string[];
  status: "active" | "paused" | "archived";
  nextRunAt: Date | null;
  /** Somebody paused its schedule, or it stopped after failures. */
  schedulePaused: boolean;
  updatedAt: Date;
  latestVersion: number;
  /** What the reader may do with it. */
  role: Role;
  /** Null: the reader. */
  owner: string | null;
  /** The reader has typed something that is not published. */
  hasDraft: boolean;
  total: number;
}

/** A person's chains with the number of all that match. */
export async function listChains(sql: Sql, filter: ChainListFilter): Promise<ChainListRow[]> {
  const pattern = filter.search ? `%${filter.search.replace(/[\\%_]/g, "\\$&")}%` : null;
  const rows = await sql<ChainListRow[]>`
    select id, name, description, ${roleColumn(sql, "chain", filter.userId)} as role,
      (select u.name from users u where u.id = c.owner_id and u.id <> ${filter.userId}) as owner,
      tags, status, next_run_at as "nextRunAt", schedule_paused_at is not null and exists (
        select from chain_versions v where v.chain_id = c.id and v.number = c.latest_version and v.source like '%schedule%'
      ) as "schedulePaused", updated_at as "updatedAt",
      latest_version as "latestVersion",
      exists (select 1 from chain_drafts d where d.chain_id = c.id and d.user_id = ${filter.userId}) as "hasDraft",
      count(*) over ()::int as total
    from chains c
    where ${ownedOrShared(sql, "chain", filter.userId, filter.whose)} and deleted_at is null
      and (${pattern}::text is null or name ilike ${pattern} or description ilike ${pattern} or id::text like ${pattern})
      and (${filter.status}::text[] is null or status = any(${filter.status}::text[]))
      ${filter.tags.length > 0 ? sql`and tags @> ${[...filter.tags]}::text[]` : sql``}
      ${filter.schedule === null ? sql`` : sql`and ${scheduleFits(sql, filter.schedule)}`}
      ${filter.personId ? sql`and ${inCommon(sql, filter.userId, filter.personId)}` : sql``}
      ${filter.drafts ? sql`and exists (select 1 from chain_drafts d where d.chain_id = c.id and d.user_id = ${filter.userId})` : sql``}
    order by ${orderOf(sql, filter.sort)} updated_at desc, id limit ${filter.limit} offset ${filter.offset}`;
  return [...rows];
}

function scheduleFits(sql: Sql, wanted: NonNullable<ChainListFilter["schedule"]>) {
  if ("among" in wanted) return sql`c.id = any(${[...wanted.among]}::uuid[])`;
  return wanted.on
    ? sql`next_run_at is not null`
    : sql`next_run_at is null and c.id <> all(${[...wanted.but]}::uuid[])`;
}

/** Chains that do not run by themselves now, because somebody paused them or their schedule, if they have one: their text says that. */
export async function restingCandidates(sql: Sql, userId: string): Promise<{ id: string; source: string }[]> {
  const rows = await sql<{ id: string; source: string }[]>`
    select c.id, v.source from chains c
    join chain_versions v on v.chain_id = c.id and v.number = c.latest_version
    where ${ownedOrShared(sql, "chain", userId, "all")} and c.deleted_at is null and c.next_run_at is null
      and (c.schedule_paused_at is not null or c.status <> 'active') and v.source like '%schedule%'
    order by c.updated_at desc limit 1000`;
  return [...rows];
}

function orderOf(sql: Sql, sort: ChainSort) {
  switch (sort) {
    case "changed":
      return sql``;
    case "name":
      return sql`lower(name), name,`;
    case "ran":
      return sql`(select e.created_at from executions e where e.chain_id = c.id and not e.is_test
        order by e.created_at desc limit 1) desc nulls last,`;
    case "next":
      return sql`next_run_at nulls last,`;
  }
}

/** What a person has called their own chains. */
export async function chainNames(sql: Sql, ownerId: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select distinct name from chains where owner_id = ${ownerId} and deleted_at is null`;
  return rows.map(({ name }) => name);
}

/** The tags of a person's chains, the most used first. */
export async function chainTags(sql: Sql, userId: string): Promise<{ tag: string; count: number }[]> {
  const rows = await sql<{ tag: string; count: number }[]>`
    select tag, count(*)::int as count from chains c, unnest(c.tags) as tag
    where ${ownedOrShared(sql, "chain", userId, "all")} and c.deleted_at is null
    group by tag order by 2 desc, 1 limit 200`;
  return [...rows];
}

export interface RecentExecution {
  chainId: string;
  id: string;
  status: ExecutionStatus;
  withErrors: boolean;
  /** See `ExecutionRecord`. */
  waiting: boolean;
  reason: Reason | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** 1 is the newest of its chain. */
  place: number;
}

/** The last executions of each chain, newest first. */
export async function recentExecutions(sql: Sql, chainIds: string[], perChain: number): Promise<RecentExecution[]> {
  if (chainIds.length === 0) return [];
  const rows = await sql<RecentExecution[]>`
    select r.*, (row_number() over (partition by r."chainId" order by r."createdAt" desc))::int as place
    from unnest(${chainIds}::uuid[]) as c(id)
    cross join lateral (
      select chain_id as "chainId", id, status, with_errors as "withErrors",
        (status = 'running' and owner is null) as waiting, reason, created_at as "createdAt",
        started_at as "startedAt", ended_at as "endedAt"
      from executions e where e.chain_id = c.id and not e.is_test order by created_at desc limit ${perChain}
    ) r`;
  return [...rows];
}

export interface ActivityRow {
  hour: Date;
  status: ExecutionStatus;
  count: number;
}

/** The executions within reach of the last 24 hours by hour and status. */
export async function activity(sql: Sql, reach: Reach): Promise<ActivityRow[]> {
  const rows = await sql<ActivityRow[]>`
    select date_trunc('hour', created_at) as hour, status, count(*)::int as count from executions e
    where ${withinReach(sql, reach)} and not is_test and created_at > now() - interval '24 hours' group by 1, 2 order by 1`;
  return [...rows];
}

/** What the schedules that a person sees will start next. */
export async function upcomingRuns(sql: Sql, userId: string, hours: number) {
  const rows = await sql<{ id: string; name: string; at: Date }[]>`
    select id, name, next_run_at as at from chains c
    where ${ownedOrShared(sql, "chain", userId, "all")} and deleted_at is null and next_run_at < now() + make_interval(hours => ${hours})
    order by next_run_at limit 50`;
  return [...rows];
}
