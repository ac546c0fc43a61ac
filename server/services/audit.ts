import type { JsonObject } from "../core/json";
import { type AuditFilter, type AuditRow, insertAuditRow, listAudit } from "../store/audit";
import { type Actor, nameOf, userIdOf } from "./actor";
import { authorizeAdmin } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

/** Everything that is written down, with what it says of the one who did it. */
export const AUDIT_ACTIONS = {
  "sign_in.done": "signed in",
  "sign_in.failed": "failed to sign in as",
  "account.created": "created the account",
  "account.password": "changed their password",
  "account.signed_out": "ended sessions of",
  "invitation.used": "accepted the invitation",
  "user.role": "changed the role of",
  "user.status": "enabled or disabled",
  "invitation.created": "made an invitation for",
  "invitation.revoked": "took back an invitation for",
  "settings.changed": "changed the setting",
  "token.created": "made the API token",
  "token.revoked": "revoked the API token",
  "secret.created": "stored the secret",
  "secret.replaced": "replaced the secret",
  "secret.hosts": "changed the hosts of the secret",
  "secret.deleted": "deleted the secret",
  "share.given": "shared",
  "share.changed": "changed a share of",
  "share.removed": "took back a share of",
  "share.left": "left",
  "chain.created": "created the chain",
  "chain.published": "published a version of",
  "chain.status": "changed the status of",
  "chain.deleted": "threw away the chain",
  "chain.restored": "restored the chain",
  "chain.erased": "erased the chain",
  "chain.transferred": "gave away the chain",
  "template.published": "published the template",
  "template.changed": "changed who sees the template",
  "template.withdrawn": "withdrew the template",
  "template.installed": "installed the template",
  "schedule.paused": "paused the schedule of",
  "schedule.resumed": "turned on the schedule of",
  "schedule.backfilled": "runs the past of",
  "task.created": "created the task",
  "task.changed": "changed the task",
  "task.deleted": "deleted the task",
  "task.transferred": "gave away the task",
  "audit.exported": "exported the audit log",
} as const;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

export type { AuditRow };

/** An entry of the log, before it is written. */
export function auditOf(
  actor: Actor,
  action: AuditAction,
  object: { type: string; id: string; name?: string | null },
  details: JsonObject | null = null,
) {
  return {
    ...{ actorId: userIdOf(actor), actorName: nameOf(actor), action, details },
    address: actor.type === "user" ? (actor.address ?? null) : null,
    ...{ objectType: object.type, objectId: object.id, objectName: object.name ?? null },
  };
}

export interface AuditRequest {
  action?: string;
  search?: string;
  actorId?: string;
  since?: number;
  until?: number;
}

const filterOf = ({ action, search, actorId, since, until }: AuditRequest): AuditFilter => ({
  ...{ action: action || null, search: search?.trim() || null, actorId: actorId || null },
  ...{ since: since ?? null, until: until ?? null },
});

const EXPORT_PAGE = 1_000;

/** Reading the log. Nothing changes it: the database refuses that. */
export function createAudit({ db: { sql } }: ServiceDependencies) {
  return {
    async list(
      actor: Actor,
      { limit, cursor, ...request }: AuditRequest & { limit: number; cursor?: number },
    ): Promise<{ items: AuditRow[]; nextCursor: number | null }> {
      authorizeAdmin(actor);
      const rows = await listAudit(sql, filterOf(request), { before: cursor ?? null, limit: limit + 1 });
      const items = rows.slice(0, limit);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },

    /** All that fits, line by line, the newest first. */
    async export(actor: Actor, request: AuditRequest, format: "csv" | "ndjson"): Promise<AsyncGenerator<string>> {
      authorizeAdmin(actor);
      await insertAuditRow(sql, auditOf(actor, "audit.exported", { type: "audit", id: format }));
      return lines(request, format);
    },
  };

  async function* lines(request: AuditRequest, format: "csv" | "ndjson"): AsyncGenerator<string> {
    if (format === "csv") yield `${CSV_COLUMNS.join(",")}\n`;
    for (let before: number | null = null; ; ) {
      const rows: AuditRow[] = await listAudit(sql, filterOf(request), { before, limit: EXPORT_PAGE });
      if (rows.length > 0) yield rows.map((row) => (format === "csv" ? csvLine(row) : jsonLine(row))).join("");
      before = rows.at(-1)?.id ?? null;
      if (rows.length < EXPORT_PAGE) return;
    }
  }
}

const CSV_COLUMNS = [
  ...["at", "actor", "actor_id", "address", "action", "object_type", "object_id", "object_name", "details"],
];

const jsonLine = (row: AuditRow): string => `${JSON.stringify({ ...row, at: new Date(row.at).toISOString() })}\n`;

function csvLine(row: AuditRow): string {
  const details = row.details === null ? "" : JSON.stringify(row.details);
  const who = [new Date(row.at).toISOString(), row.actorName, row.actorId ?? "", row.address ?? ""];
  const what = [row.action, row.objectType, row.objectId, row.objectName ?? "", details];
  return `${[...who, ...what].map(csvField).join(",")}\n`;
}

/** Quoted, and harmless in a spreadsheet: what would be a formula there begins with a quote sign. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
