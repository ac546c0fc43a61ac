import { Bot, OctagonX, User } from "lucide-react";
import { formatClock } from "@/components/shared/format";
import { cn } from "@/components/ui/cn";
import type { LogEvent } from "../log-lines";
import { actionCount, actionRows } from "./action-rows";

const SHOWN = 40;

/** What was done in the browser, by the step and by people, newest last. */
export function BrowserActions({ logs, running }: { logs: readonly LogEvent[]; running: boolean }) {
  const rows = actionRows(logs);
  const shown = rows.slice(-SHOWN);
  if (rows.length === 0) return null;
  return (
    <section aria-label="What was done in the browser" className="mt-2">
      <h3 className="flex h-9 items-center px-4 text-12 font-medium max-md:px-3">
        Actions <span className="ml-2 font-normal text-muted-foreground">{actionCount(rows)}</span>
      </h3>
      <ol className="text-12">
        {shown.map((row, index) => (
          <li
            key={row.seq}
            className={cn(
              "grid min-h-7 grid-cols-[60px_16px_64px_minmax(0,1fr)_auto] items-center gap-2 px-4 max-md:grid-cols-[60px_16px_minmax(0,1fr)_auto] max-md:px-3",
              (row.by !== null || (running && index === shown.length - 1)) && "bg-live-soft",
            )}
          >
            <span className="font-mono text-muted-foreground">{formatClock(row.at)}</span>
            {row.failed ? (
              <OctagonX className="size-3.5 text-failed" aria-label="did not work" />
            ) : row.by === null ? (
              <Bot className="size-3.5 text-muted-foreground" aria-label="the step" />
            ) : (
              <User className="size-3.5 text-live" aria-label={row.by} />
            )}
            <span className={cn("font-mono font-medium max-md:hidden", row.name === "" && "hidden")}>{row.name}</span>
            <span
              className={cn("truncate", row.by === null ? "font-mono" : "col-span-2 max-md:col-span-1")}
              title={row.what}
            >
              <span className="md:hidden">{row.name} </span>
              {row.what}
            </span>
            <span className="text-muted-foreground">
              {row.failed ? "did not work" : (row.by ?? (row.ms === null ? "" : `${row.ms} ms`))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
