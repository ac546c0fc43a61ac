import type { Sql } from "../../db/client";
import type { ExecutionStatus, Reason } from "../core/execution/states";

export interface ChainListFilter {
  ownerId: string;
  search: string | null;
  status: string[] | null;
  tag: string | null;
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
  updatedAt: Date;
  latestVersion: number;
  /** The reader has typed something that is not published. */
  hasDraft: boolean;
  total: number;
}

/** A person's chains, the last changed first, with the number of all that match. */
export async function listChains(sql: Sql, filter: ChainListFilter): Promise<ChainListRow[]> {
  const pattern = filter.search ? `%${filter.search.replace(/[\\%_]/g, "\\$&")}%` : null;
  const rows = await sql<ChainListRow[]>`
    select id, name, description, tags, status, next_run_at as "nextRunAt", updated_at as "updatedAt",
      latest_version as "latestVersion",
      exists (select 1 from chain_drafts d where d.chain_id = chains.id and d.user_id = ${filter.ownerId}) as "hasDraft",
      count(*) over ()::int as total
    from chains
    where owner_id = ${filter.ownerId} and deleted_at is null
      and (${pattern}::text is null or name ilike ${pattern} or description ilike ${pattern} or id::text like ${pattern})
      and (${filter.status}::text[] is null or status = any(${filter.status}::text[]))
      and (${filter.tag}::text is null or ${filter.tag} = any(tags))
    order by updated_at desc, id limit ${filter.limit} offset ${filter.offset}`;
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

/** A person's executions of the last 24 hours by hour and status. */
export async function activity(sql: Sql, userId: string): Promise<ActivityRow[]> {
  const rows = await sql<ActivityRow[]>`
    select date_trunc('hour', created_at) as hour, status, count(*)::int as count from executions
    where user_id = ${userId} and not is_test and created_at > now() - interval '24 hours' group by 1, 2 order by 1`;
  return [...rows];
}

/** What a person's schedules will start next. */
export async function upcomingRuns(sql: Sql, userId: string, hours: number) {
  const rows = await sql<{ id: string; name: string; at: Date }[]>`
    select id, name, next_run_at as at from chains
    where owner_id = ${userId} and deleted_at is null and next_run_at < now() + make_interval(hours => ${hours})
    order by next_run_at limit 50`;
  return [...rows];
}
