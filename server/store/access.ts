/** Who reaches what: the one place where owning, sharing and having started are looked up. */
import type { Sql } from "../../db/client";
import type { SharedType } from "../../db/schema/shares";
import { type ExecutionWays, executionRole, ROLES, type Role, reaches } from "../core/access/roles";
import { CHANNELS } from "./channels";

/** The roles that are at least this. */
const rolesFrom = (least: Role): string[] => ROLES.filter((role) => reaches(role, least));

/** What somebody may do with a chain or task of others; null: nothing. */
export async function sharedRole(sql: Sql, type: SharedType, id: string, userId: string): Promise<Role | null> {
  const rows = await sql<{ role: Role }[]>`
    select role from shares where object_type = ${type} and object_id = ${id} and user_id = ${userId}`;
  return rows[0]?.role ?? null;
}

/** Of `templates t`: those that somebody, or whoever a column names, sees: their own, what everybody sees, and what was given to them. */
export const visibleTemplates = (sql: Sql, userId: string | ReturnType<Sql>) => sql`
  t.deleted_at is null and (t.owner_id = ${userId} or t.visibility = 'server' or (t.visibility = 'people'
    and exists (select from template_people p where p.template_id = t.id and p.user_id = ${userId})))`;

/** What somebody may do with a template; null: they do not see it. */
export async function templateRole(sql: Sql, id: string, userId: string): Promise<Role | null> {
  const rows = await sql<{ own: boolean }[]>`
    select coalesce(t.owner_id = ${userId}, false) as own from templates t where t.id = ${id} and ${visibleTemplates(sql, userId)}`;
  return rows[0] ? (rows[0].own ? "owner" : "viewer") : null;
}

/** Ids of the chains (or tasks) that were shared with somebody. */
export const sharedIds = (sql: Sql, type: SharedType, userId: string) =>
  sql`(select object_id from shares where object_type = ${type} and user_id = ${userId})`;

/** Of `chains c`, `tasks c`: those that somebody owns, and those that were shared with them. */
export const ownedOrShared = (sql: Sql, type: "chain" | "task", userId: string, which: "all" | "mine" | "shared") => {
  const mine = sql`c.owner_id = ${userId}`;
  const shared = sql`(c.owner_id <> ${userId} and c.id::text in ${sharedIds(sql, type, userId)})`;
  return which === "mine" ? mine : which === "shared" ? shared : sql`(${mine} or ${shared})`;
};

/** Of `chains c`, `tasks c`: the role that somebody has. */
export const roleColumn = (sql: Sql, type: "chain" | "task", userId: string) => sql`
  case when c.owner_id = ${userId} then 'owner' else (
    select role from shares where object_type = ${type} and object_id = c.id::text and user_id = ${userId}) end`;

/**
 * The ways by which somebody reaches executions beside having started them: chains and tasks that were shared with them, their own
 * in which others take part, single executions. Mostly there are none, and then lists go by the index of the starter alone.
 */
export interface Reach {
  userId: string;
  chainIds: string[];
  taskIds: string[];
  executionIds: string[];
  /** Of these, chains and tasks of others. Single executions are always of others. */
  others: { chainIds: string[]; taskIds: string[] };
  /** `shared`: only what was shared with them; `mine`: all but that. */
  whose: Whose;
}

/** Narrows a list to what is one's own or what was shared with one. */
export type Whose = "all" | "mine" | "shared";

export async function reachOf(sql: Sql, userId: string, least: Role = "viewer"): Promise<Reach> {
  const roles = rolesFrom(least);
  const rows = await sql<{ type: SharedType; id: string; own: boolean }[]>`
    select object_type as type, object_id as id, false as own from shares
    where user_id = ${userId} and role = any(${roles}::text[])
    union
    select distinct 'chain', c.id::text, true from chains c
    where c.owner_id = ${userId} and c.shared_at is not null
    union
    select distinct 'task', t.id::text, true from tasks t where t.owner_id = ${userId} and t.shared_at is not null`;
  const of = (type: SharedType, from: typeof rows | { type: SharedType; id: string }[] = rows) => [
    ...new Set(from.filter((row) => row.type === type).map(({ id }) => id)),
  ];
  const shared = rows.filter(({ own }) => !own);
  return {
    ...{ userId, chainIds: of("chain"), taskIds: of("task"), executionIds: of("execution"), whose: "all" },
    others: { chainIds: of("chain", shared), taskIds: of("task", shared) },
  };
}

/** Of `executions e`: those within somebody's reach. */
export function withinReach(sql: Sql, reach: Reach) {
  const { userId, whose, others, executionIds } = reach;
  const all = sql`(e.user_id = ${userId} ${orOf(sql, reach)})`;
  if (whose === "all") return all;
  // An execution that belongs to no chain or no task compares as null, which is no share.
  const shared = sql`coalesce(false ${orOf(sql, { ...others, executionIds })}, false)`;
  return whose === "shared" ? shared : sql`(${all} and not ${shared})`;
}

/** Further ways, those that there are: an empty list would keep an index from being used. */
const orOf = (
  sql: Sql,
  { chainIds, taskIds, executionIds }: Pick<Reach, "chainIds" | "taskIds" | "executionIds">,
) => sql`
  ${chainIds.length > 0 ? sql`or e.chain_id = any(${chainIds}::uuid[])` : sql``}
  ${taskIds.length > 0 ? sql`or e.task_id = any(${taskIds}::uuid[])` : sql``}
  ${executionIds.length > 0 ? sql`or e.id = any(${executionIds}::text[])` : sql``}`;

/** What somebody may do with each of these executions; those that are not there for them are left out. */
export async function executionRoles(sql: Sql, ids: readonly string[], userId: string): Promise<Map<string, Role>> {
  if (ids.length === 0) return new Map();
  const role = (type: SharedType, id: ReturnType<Sql>) => sql`
    (select role from shares where object_type = ${type} and object_id = ${id} and user_id = ${userId})`;
  const rows = await sql<({ id: string } & ExecutionWays)[]>`
    select e.id, coalesce(e.user_id = ${userId}, false) as started,
      c.owner_id = ${userId} as "chainOwned", ${role("chain", sql`e.chain_id::text`)} as "chainRole",
      t.owner_id = ${userId} as "taskOwned", ${role("task", sql`e.task_id::text`)} as "taskRole",
      ${role("execution", sql`e.id`)} as "ownRole"
    from executions e left join chains c on c.id = e.chain_id left join tasks t on t.id = e.task_id
    where e.id = any(${[...ids]}::text[])`;
  return new Map(
    rows.flatMap(({ id, ...ways }): [string, Role][] => {
      const found = executionRole(ways);
      return found === null ? [] : [[id, found]];
    }),
  );
}

/** Whether any of these executions is within reach. */
export async function anyWithin(sql: Sql, ids: readonly string[], reach: Reach): Promise<boolean> {
  const rows = await sql`
    select from executions e where e.id = any(${[...ids]}::text[]) and ${withinReach(sql, reach)} limit 1`;
  return rows.length > 0;
}

/** Tells every process that what these people may do has changed. */
export async function tellAccess(sql: Sql, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await sql`select pg_notify(${CHANNELS.access}, id) from unnest(${[...new Set(userIds)]}::text[]) as u(id)`;
}
