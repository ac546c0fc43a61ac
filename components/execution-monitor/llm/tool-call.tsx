import { Check, LoaderCircle, ShieldX, X } from "lucide-react";
import { formatDuration } from "@/components/shared/format";
import { JsonView } from "@/components/shared/json-view";
import { cn } from "@/components/ui/cn";
import { argumentWords, type Entry, type ToolUse } from "./conversation";

/** A call of a tool: closed a line, open its arguments and what came back. */
export function ToolCall({ use: { call, result }, running }: { use: ToolUse; running: boolean }) {
  const Icon = result ? (result.ok ? Check : X) : LoaderCircle;
  return (
    <details className="group overflow-hidden rounded-md border">
      <summary className="flex min-h-[30px] cursor-pointer list-none items-center gap-2 px-3 text-12 hover:bg-muted focus-visible:outline-offset-[-2px]">
        <Icon
          aria-hidden
          className={cn(
            "size-3.5 flex-none",
            result ? (result.ok ? "text-succeeded" : "text-failed") : "text-live",
            !result && running && "turns",
          )}
        />
        <b className="font-mono font-medium">{call.tool}</b>
        <span className="min-w-0 flex-1 truncate font-mono text-muted-foreground">{argumentWords(call.arguments)}</span>
        <span className="flex-none text-muted-foreground">
          {result ? (result.ok ? "" : "failed ") : running ? "runs" : "did not end"}
          {result ? formatDuration(result.duration_ms) : null}
        </span>
      </summary>
      <div className="grid border-t lg:grid-cols-2">
        <Value title="Arguments" value={call.arguments} cut={call.cut} />
        {result ? (
          <Value title={result.ok ? "Result" : "Why it failed"} value={result.result} cut={result.cut} />
        ) : null}
      </div>
    </details>
  );
}

function Value({ title, value, cut }: { title: string; value: ToolUse["call"]["arguments"]; cut: number | undefined }) {
  return (
    <div className="min-w-0 max-lg:border-b lg:border-r lg:last:border-r-0">
      <p className="px-3 pt-2 text-12 text-muted-foreground">
        {title}
        {cut === undefined ? "" : `, cut: ${cut} characters`}
      </p>
      <JsonView value={value} label={title} flat className="max-h-72 overflow-auto" />
    </div>
  );
}

/** A call that reached nothing: no failure, and it says what is allowed. */
export function RefusedCall({ refused }: { refused: Extract<Entry, { type: "refused" }>["refused"] }) {
  return (
    <div className="rounded-md border border-dashed border-border-strong bg-muted px-3 py-2 text-12">
      <p className="flex items-center gap-2">
        <ShieldX className="size-3.5 flex-none" aria-hidden />
        <b className="font-mono font-medium">{refused.tool}</b>
        <span className="min-w-0 flex-1 truncate font-mono text-muted-foreground">
          {argumentWords(refused.arguments)}
        </span>
        <b className="font-medium">Refused</b>
      </p>
      <p className="mt-1 pl-[22px] text-foreground-2">{refused.reason}</p>
    </div>
  );
}
