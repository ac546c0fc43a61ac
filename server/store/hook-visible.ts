/** Whose deliveries somebody sees: those of the executions that they see, and as an administrator those of the hooks of all chains. */
import type { Sql } from "../../db/client";
import type { Role } from "../core/access/roles";
import { type Reach, reachOf } from "./access";

/** Who looks. */
export interface Viewer {
  /** Which executions are there for them; null: all, for the operator. */
  reach: Reach | null;
  /** Whether the hooks of all chains are theirs too. */
  isAdmin: boolean;
}

/** `userId` null: the operator. `least`: the role on a chain or execution that is asked for. */
export async function viewerOf(sql: Sql, userId: string | null, isAdmin: boolean, least?: Role): Promise<Viewer> {
  return { reach: userId === null ? null : await reachOf(sql, userId, least), isAdmin };
}

/** Of `hook_moments m`: those that somebody sees. */
export function visible(sql: Sql, { reach, isAdmin }: Viewer) {
  const server = sql`m.level = 'server' and ${isAdmin ? 1 : 0} = 1`;
  return sql`((m.level = 'own' and ${reach ? within(sql, reach) : sql`true`}) or (${server}))`;
}

/** As for executions, by what a moment knows of its own; only which task it was stands with the execution. */
function within(sql: Sql, { userId, chainIds, taskIds, executionIds }: Reach) {
  return sql`(m.user_id = ${userId}
    ${chainIds.length > 0 ? sql`or m.chain_id = any(${chainIds}::uuid[])` : sql``}
    ${executionIds.length > 0 ? sql`or m.execution_id = any(${executionIds}::text[])` : sql``}
    ${taskIds.length > 0 ? sql`or m.execution_id in (select id from executions where task_id = any(${taskIds}::uuid[]))` : sql``})`;
}
