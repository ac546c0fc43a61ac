import { Time } from "@/components/shared/time";
import { cn } from "@/components/ui/cn";
import type { AuditRow } from "@/server/services/audit";
import { auditWords, detailWords } from "./audit-words";

/** Entries of the log: when, who did what, and from where. */
export function AuditRows({ rows }: { rows: readonly AuditRow[] }) {
  return (
    <ul aria-label="Entries of the audit log">
      {rows.map((row) => (
        <li
          key={row.id}
          className={cn(
            "grid gap-x-4 border-b px-4 py-2 text-13 last:border-b-0 md:grid-cols-[150px_minmax(0,1fr)]",
            row.action === "sign_in.failed" && "s-failed bg-tone-soft",
          )}
        >
          <span className="text-12 text-muted-foreground">
            <Time at={row.at} />
          </span>
          <span className="min-w-0">
            <span className="block break-words">
              <span className="font-medium">{row.actorName}</span> {auditWords(row.action)}{" "}
              <span className="font-medium">{row.objectName ?? row.objectId}</span>
            </span>
            <span className="block break-words text-12 text-foreground-2">
              {[detailWords(row.details), row.address ? `from ${row.address}` : ""].filter(Boolean).join(" · ")}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
