/** Addresses that are off since they answered 410: each person's own, and for administrators those of the hooks of all chains. */
import type { Sql } from "../../db/client";
import type { HookLevel } from "../core/hooks/words";

/** Who asks; null: the operator. */
interface Asker {
  userId: string | null;
  isAdmin: boolean;
}

export interface GoneRow {
  id: string;
  url: string;
  level: HookLevel;
  at: number;
}

export async function listGone(sql: Sql, { userId, isAdmin }: Asker): Promise<GoneRow[]> {
  const rows = await sql<GoneRow[]>`
    select id, url, level, (extract(epoch from at) * 1000)::float8 as at from hook_gone
    where (level = 'own' and user_id is not distinct from ${userId}) or (level = 'server' and ${isAdmin ? 1 : 0} = 1) order by at desc limit 100`;
  return [...rows];
}

/** Turns an address on again. */
export async function forgetGone(sql: Sql, { userId, isAdmin }: Asker, id: string): Promise<boolean> {
  const rows = await sql`
    delete from hook_gone where id = ${id}::uuid
      and ((level = 'own' and user_id is not distinct from ${userId}) or (level = 'server' and ${isAdmin ? 1 : 0} = 1)) returning id`;
  return rows.length > 0;
}
