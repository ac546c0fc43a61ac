import type { Sql } from "../../db/client";
import type { ExecutionStatus } from "../core/execution/states";
import { type Reach, withinReach } from "./access";
import { type ExecutionRecord, executionColumns } from "./executions";

export interface ExecutionFilter {
  /** Null: everybody's. */
  reach: Reach | null;
  chainId: string | null;
  status: string[] | null;
  origin: string[] | null;
  /** Of the chain. */
  tag: string | null;
  /** In ids, names and parameters. */
  search: string | null;
  /** Begun from here on, epoch milliseconds. */
  since: number | null;
  /** Begun before. */
  until: number | null;
  /** Try-outs from the builder only; else none of them. */
  tests: boolean;
}

/** Newest first. `before`: the page below this moment and id. */
export async function listExecutions(
  sql: Sql,
  filter: ExecutionFilter,
  page: { before: { createdAt: number; id: string } | null; limit: number },
): Promise<ExecutionRecord[]> {
  const { before, limit } = page;
  const below = before
    ? sql`and (e.created_at, e.id) < (to_timestamp(${before.createdAt}::float8 / 1000), ${before.id})`
    : sql``;
  const rows = await sql<ExecutionRecord[]>`
    select ${executionColumns(sql)} from executions e left join users u on u.id = e.user_id
    where ${matching(sql, filter)} ${below}
    order by e.created_at desc, e.id desc limit ${limit}`;
  return [...rows];
}

export interface ChartRow {
  /** Which stretch, from 0. */
  bucket: number;
  status: ExecutionStatus;
  withErrors: boolean;
  count: number;
}

/** How many began in each of `buckets` equal stretches between `since` and `until`, by how they stand now. */
export async function chartExecutions(
  sql: Sql,
  filter: ExecutionFilter & { since: number; until: number },
  buckets: number,
): Promise<ChartRow[]> {
  const { since, until } = filter;
  const rows = await sql<ChartRow[]>`
    select least(${buckets} - 1, floor((extract(epoch from e.created_at) * 1000 - ${since}::float8)
        / (${until - since}::float8 / ${buckets})))::int as bucket,
      e.status, e.with_errors as "withErrors", count(*)::int as count
    from executions e where ${matching(sql, filter)} group by 1, 2, 3 order by 1`;
  return [...rows];
}

function matching(sql: Sql, filter: ExecutionFilter) {
  const { reach, chainId, status, origin, tag, since, until, search } = filter;
  const pattern = search ? `%${search.replace(/[\\%_]/g, "\\$&")}%` : null;
  return sql`e.is_test = ${filter.tests}
    ${reach ? sql`and ${withinReach(sql, reach)}` : sql``}
    ${chainId ? sql`and e.chain_id = ${chainId}` : sql``}
    ${status ? sql`and e.status = any(${status}::text[])` : sql``}
    ${origin ? sql`and e.origin = any(${origin}::text[])` : sql``}
    ${tag ? sql`and e.chain_id in (select id from chains where ${tag} = any(tags))` : sql``}
    ${since === null ? sql`` : sql`and e.created_at >= to_timestamp(${since}::float8 / 1000)`}
    ${until === null ? sql`` : sql`and e.created_at < to_timestamp(${until}::float8 / 1000)`}
    ${pattern ? sql`and (e.id like ${pattern} or e.chain_name ilike ${pattern} or e.params::text ilike ${pattern})` : sql``}`;
}
