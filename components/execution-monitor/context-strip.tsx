"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CopyButton } from "@/components/shared/copy-button";
import { formatBytes, formatDuration } from "@/components/shared/format";
import { prettyJson } from "@/components/shared/json-tokens";
import { JsonView } from "@/components/shared/json-view";
import { useTRPC } from "@/components/trpc/client";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { JsonValue } from "@/server/core/json";
import type { ExecutionView } from "@/server/services/execution-view";

interface ContextEntry {
  key: string;
  stepId: string | null;
  value: JsonValue;
  bytes: number;
  at: number | null;
  state: "ready" | "growing" | "missing";
  note: string | null;
}

/** What later steps can read, in order of arrival, hanging together as a chain; the chosen value beside it. */
export function ContextStrip({ view }: { view: ExecutionView }) {
  const trpc = useTRPC();
  const context = useQuery(trpc.executions.context.queryOptions({ id: view.id }));
  const [chosen, setChosen] = useState<string | null>(null);
  const entries: ContextEntry[] = context.data?.entries ?? [];
  const ready = entries.filter(({ state }) => state === "ready");
  const shown = entries.find(({ key }) => key === chosen) ?? ready.at(-1) ?? entries[0];
  const bytes = ready.reduce((sum, entry) => sum + entry.bytes, 0);
  return (
    <section
      aria-label="Context"
      className="grid h-[148px] flex-none grid-cols-[minmax(0,1fr)_404px] border-t max-lg:h-auto max-lg:grid-cols-[minmax(0,1fr)]"
    >
      <div className="flex min-w-0 flex-col gap-2.5 pt-2.5 pl-5 max-md:pb-3 max-md:pl-3">
        <p className="text-12 text-muted-foreground">
          <b className="mr-2 text-13 font-semibold text-foreground">Context</b>
          <span className="max-md:sr-only">what later steps can read, in order of arrival · </span>
          {formatBytes(bytes)}
        </p>
        {context.data ? (
          <ul className="no-scrollbar flex items-stretch overflow-x-auto pt-0.5 pr-5 pb-1 pl-0.5">
            {entries.map((entry) => (
              <li key={entry.key} className="context-cell mr-5 flex-none">
                <Cell entry={entry} view={view} selected={entry === shown} onSelect={() => setChosen(entry.key)} />
              </li>
            ))}
          </ul>
        ) : (
          <div className="flex gap-5" aria-busy={context.isPending}>
            <Skeleton className="h-[76px] w-[132px]" />
            <Skeleton className="h-[76px] w-[132px]" />
          </div>
        )}
      </div>
      {shown ? <Preview entry={shown} name={stepName(view, shown)} /> : null}
    </section>
  );
}

interface CellProps {
  entry: ContextEntry;
  view: ExecutionView;
  selected: boolean;
  onSelect: () => void;
}

function Cell({ entry, view, selected, onSelect }: CellProps) {
  const ready = entry.state === "ready";
  return (
    <button
      type="button"
      aria-pressed={selected}
      onClick={onSelect}
      className={cn(
        "flex h-[76px] w-[132px] flex-col rounded-lg border bg-card px-2.5 py-2 text-left text-11 text-muted-foreground focus-visible:outline-offset-[-2px]",
        ready ? "border-border-strong" : "border-dashed border-border-strong bg-transparent",
        entry.state === "growing" && "border-solid border-live-solid bg-card",
        selected && "border-solid border-foreground shadow-[inset_0_0_0_1px_var(--foreground)]",
      )}
    >
      <span
        className={cn(
          "max-w-full truncate font-mono text-12 leading-[18px]",
          entry.state === "missing" ? "text-muted-foreground" : "font-medium text-code-key",
        )}
      >
        {entry.key}
      </span>
      <span className="max-w-full truncate">
        {ready ? shape(entry) : entry.state === "growing" ? "being written" : (entry.note ?? "not yet")}
      </span>
      <span className={cn("max-w-full truncate", entry.state === "growing" && "font-medium text-live")}>
        {ready ? arrival(entry, view) : entry.state === "growing" ? "running" : stepName(view, entry)}
      </span>
    </button>
  );
}

function Preview({ entry, name }: { entry: ContextEntry; name: string }) {
  const ready = entry.state === "ready";
  return (
    <div className="flex min-h-0 min-w-0 flex-col bg-card max-lg:max-h-64 max-lg:border-t lg:border-l">
      <div className="flex flex-none items-center gap-2 py-1.5 pr-2.5 pl-4 text-12 max-md:pl-3">
        <b className="truncate font-mono font-medium">{entry.key}</b>
        <span className="truncate text-muted-foreground">{entry.stepId ? `from ${name}` : "given at the start"}</span>
        {ready ? (
          <CopyButton
            className="ml-auto"
            value={typeof entry.value === "string" ? entry.value : prettyJson(entry.value)}
            label={`Copy ${entry.key}`}
          />
        ) : null}
      </div>
      {ready ? (
        <JsonView
          value={entry.value}
          label={entry.key}
          flat
          className="min-h-0 flex-1 overflow-auto [&_.code-block]:pt-0"
        />
      ) : (
        <p className="px-4 pb-3 text-12 text-muted-foreground max-md:px-3">
          {entry.state === "growing" ? `${name} runs; its result will be here.` : (entry.note ?? "Not written yet.")}
        </p>
      )}
    </div>
  );
}

function stepName(view: ExecutionView, entry: ContextEntry): string {
  return view.graph.find(({ id }) => id === entry.stepId)?.name ?? entry.stepId ?? "";
}

function shape(entry: ContextEntry): string {
  const size = formatBytes(entry.bytes);
  if (Array.isArray(entry.value)) return `array · ${entry.value.length} · ${size}`;
  if (entry.value === null) return "null";
  if (typeof entry.value === "object") return `object · ${Object.keys(entry.value).length} · ${size}`;
  return `${typeof entry.value} · ${size}`;
}

function arrival(entry: ContextEntry, view: ExecutionView): string {
  if (entry.stepId === null || entry.at === null || view.startedAt === null) return "at the start";
  return entry.at < view.startedAt ? "kept" : `${formatDuration(entry.at - view.startedAt)} after start`;
}
