import type { Sql } from "../../db/client";
import { sharedIds } from "./access";

/** Somebody with whom a person has chains in common. */
export interface Companion {
  id: string;
  name: string;
  email: string;
  /** Of theirs, those that were shared with the person; of the person's own, those that were shared with them. */
  chains: number;
}

/** Of `chains c`: those of somebody's own that were shared with `other`, and those of `other`. Whether they are seen is another condition. */
export const inCommon = (sql: Sql, userId: string, other: string) => sql`
  (c.owner_id = ${other} or (c.owner_id = ${userId} and exists (
    select from shares s where s.object_type = 'chain' and s.object_id = c.id::text and s.user_id = ${other})))`;

/** By name. What is in the trash counts no more. */
export async function companions(sql: Sql, userId: string): Promise<Companion[]> {
  const rows = await sql<Companion[]>`
    select u.id, u.name, u.email, count(*)::int as chains from (
      select c.owner_id as person_id from chains c
      where c.owner_id <> ${userId} and c.deleted_at is null and c.id::text in ${sharedIds(sql, "chain", userId)}
      union all
      select s.user_id from chains c join shares s on s.object_type = 'chain' and s.object_id = c.id::text
      where c.owner_id = ${userId} and c.deleted_at is null) way
    join users u on u.id = way.person_id
    group by u.id order by lower(u.name), u.id limit 500`;
  return [...rows];
}
