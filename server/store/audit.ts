import type { Orm, Sql } from "../../db/client";
import { auditLog } from "../../db/schema";
import type { JsonObject } from "../core/json";
import { jsonText } from "./json-text";

/** Something that was done. Written in the transaction of what was done, so that neither is there without the other. */
export interface AuditEntry {
  actorId: string | null;
  actorName: string;
  address: string | null;
  action: string;
  objectType: string;
  objectId: string;
  objectName: string | null;
  /** What it was and became. Never a secret. */
  details: JsonObject | null;
}

export async function insertAudit(orm: Orm, entry: AuditEntry): Promise<void> {
  await orm.insert(auditLog).values(entry);
}

export interface AuditFilter {
  /** `chain.`: everything about chains; else one action. */
  action: string | null;
  /** In names, ids and addresses. */
  search: string | null;
  actorId: string | null;
  /** Epoch milliseconds. */
  since: number | null;
  until: number | null;
}

export interface AuditRow extends AuditEntry {
  id: number;
  /** Epoch milliseconds. */
  at: number;
}

/** The newest first; `before`: the page below this id. */
export async function listAudit(
  sql: Sql,
  filter: AuditFilter,
  page: { before: number | null; limit: number },
): Promise<AuditRow[]> {
  const { action, search, actorId, since, until } = filter;
  const pattern = search ? `%${search.replace(/[\\%_]/g, "\\$&")}%` : null;
  const rows = await sql<AuditRow[]>`
    select id::float8 as id, (extract(epoch from at) * 1000)::float8 as at, actor_id as "actorId", actor_name as "actorName", address,
      action, object_type as "objectType", object_id as "objectId", object_name as "objectName", details
    from audit_log
    where true
      ${action === null ? sql`` : action.endsWith(".") ? sql`and action like ${`${action}%`}` : sql`and action = ${action}`}
      ${actorId === null ? sql`` : sql`and actor_id = ${actorId}`}
      ${since === null ? sql`` : sql`and at >= to_timestamp(${since}::float8 / 1000)`}
      ${until === null ? sql`` : sql`and at < to_timestamp(${until}::float8 / 1000)`}
      ${pattern === null ? sql`` : sql`and (actor_name ilike ${pattern} or object_name ilike ${pattern} or object_id ilike ${pattern} or address ilike ${pattern})`}
      ${page.before === null ? sql`` : sql`and id < ${page.before}`}
    order by id desc limit ${page.limit}`;
  return [...rows];
}

/** The same in a transaction of the other client. */
export async function insertAuditRow(tx: Sql, entry: AuditEntry): Promise<void> {
  const { actorId, actorName, address, action, objectType, objectId, objectName, details } = entry;
  await tx`
    insert into audit_log (actor_id, actor_name, address, action, object_type, object_id, object_name, details)
    values (${actorId}, ${actorName}, ${address}, ${action}, ${objectType}, ${objectId}, ${objectName}, ${jsonText(details)}::text::jsonb)`;
}
