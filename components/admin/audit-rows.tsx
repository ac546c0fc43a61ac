import { Time } from "@/components/shared/time";
import { cn } from "@/components/ui/cn";
import type { AuditRow } from "@/server/services/audit";
import { auditMore, auditWords } from "./audit-words";

/** Things that need not have a name. */
const NAMELESS: Readonly<Record<string, string>> = { invitation: "anyone with the link" };

/** Entries of the log: when, who did what, and from where. */
export function AuditRows({ rows }: { rows: readonly AuditRow[] }) {
  return (
    <ul aria-label="Entries of the audit log">
      {rows.map((row) => (
        <li
          key={row.id}
          className={cn(
            "grid gap-x-4 border-b px-4 py-2 text-13 last:border-b-0 md:grid-cols-[120px_minmax(0,1fr)]",
            row.action === "sign_in.failed" && "s-failed bg-tone-soft",
          )}
        >
          <span className="text-12 text-muted-foreground">
            <Time at={row.at} />
          </span>
          <span className="min-w-0">
            <span className="block break-words">
              <span className="font-medium">{row.actorName}</span> {auditWords(row)}{" "}
              <span className="font-medium">{row.objectName ?? NAMELESS[row.objectType] ?? row.objectId}</span>
            </span>
            <span className="block break-words text-12 text-foreground-2">
              {[auditMore(row), row.address ? `from ${row.address}` : ""].filter(Boolean).join(" · ")}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
