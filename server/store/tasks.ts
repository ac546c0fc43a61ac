import { and, eq, isNull } from "drizzle-orm";
import type { Orm, Sql } from "../../db/client";
import { type TaskKind, tasks } from "../../db/schema";
import type { Role } from "../core/access/roles";
import type { ExecutionStatus } from "../core/execution/states";
import type { JsonObject } from "../core/json";
import { ownedOrShared, roleColumn } from "./access";

export interface TaskRecord {
  id: string;
  ownerId: string;
  name: string;
  kind: TaskKind;
  body: JsonObject;
  createdAt: Date;
  updatedAt: Date;
}

export async function insertTask(
  orm: Orm,
  task: { id: string; ownerId: string; name: string; kind: TaskKind; body: JsonObject },
): Promise<void> {
  await orm.insert(tasks).values(task);
}

export async function findTask(orm: Orm, id: string): Promise<TaskRecord | null> {
  const rows = await orm
    .select()
    .from(tasks)
    .where(and(eq(tasks.id, id), isNull(tasks.deletedAt)))
    .limit(1);
  return (rows[0] as TaskRecord | undefined) ?? null;
}

export async function updateTask(
  orm: Orm,
  owner: { id: string; ownerId: string },
  change: { name: string; kind: TaskKind; body: JsonObject; updatedBy: string | null },
): Promise<void> {
  await orm
    .update(tasks)
    .set({ ...change, updatedAt: new Date() })
    .where(and(eq(tasks.id, owner.id), eq(tasks.ownerId, owner.ownerId), isNull(tasks.deletedAt)));
}

export async function deleteTask(orm: Orm, owner: { id: string; ownerId: string }): Promise<void> {
  await orm
    .update(tasks)
    .set({ deletedAt: new Date() })
    .where(and(eq(tasks.id, owner.id), eq(tasks.ownerId, owner.ownerId), isNull(tasks.deletedAt)));
}

/** Those of a person's tasks that a definition names, by id or by name; of several with one name the newest. */
export async function findTasksNamed(sql: Sql, ownerId: string, words: readonly string[]): Promise<TaskRecord[]> {
  if (words.length === 0) return [];
  const rows = await sql<TaskRecord[]>`
    select id, owner_id as "ownerId", name, kind, body, created_at as "createdAt", updated_at as "updatedAt" from tasks
    where owner_id = ${ownerId} and deleted_at is null and (id::text = any(${[...words]}::text[]) or name = any(${[...words]}::text[]))
    order by updated_at`;
  return [...rows];
}

/** Names for "did you mean". */
export async function taskNames(sql: Sql, ownerId: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from tasks where owner_id = ${ownerId} and deleted_at is null order by updated_at desc limit 500`;
  return rows.map(({ name }) => name);
}

export interface TaskListRow extends Omit<TaskRecord, "createdAt" | "updatedAt"> {
  /** Epoch milliseconds. */
  createdAt: number;
  updatedAt: number;
  runs: number;
  lastId: string | null;
  lastStatus: ExecutionStatus | null;
  lastAt: number | null;
  role: Role;
  /** Null: the reader. */
  owner: string | null;
  total: number;
}

/** Saved tasks, the last changed first, each with its last run. */
export async function listTasks(
  sql: Sql,
  filter: { userId: string; search: string | null; whose: "all" | "mine" | "shared"; limit: number; offset: number },
): Promise<TaskListRow[]> {
  const pattern = filter.search ? `%${filter.search.replace(/[\\%_]/g, "\\$&")}%` : null;
  const rows = await sql<TaskListRow[]>`
    with page as (
      select c.*, count(*) over ()::int as total, ${roleColumn(sql, "task", filter.userId)} as role,
        (select u.name from users u where u.id = c.owner_id and u.id <> ${filter.userId}) as owner
      from tasks c
      where ${ownedOrShared(sql, "task", filter.userId, filter.whose)} and deleted_at is null
        and (${pattern}::text is null or name ilike ${pattern} or body::text ilike ${pattern})
      order by updated_at desc, id desc limit ${filter.limit} offset ${filter.offset})
    select p.id, p.owner_id as "ownerId", p.name, p.kind, p.body, p.total, p.role, p.owner,
      (extract(epoch from p.created_at) * 1000)::float8 as "createdAt",
      (extract(epoch from p.updated_at) * 1000)::float8 as "updatedAt",
      (select count(*)::int from executions e where e.task_id = p.id) as runs,
      last.id as "lastId", last.status as "lastStatus", (extract(epoch from last.created_at) * 1000)::float8 as "lastAt"
    from page p left join lateral (
      select id, status, created_at from executions e where e.task_id = p.id order by created_at desc limit 1) last on true
    order by p.updated_at desc, p.id desc`;
  return [...rows];
}
