"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatClock, formatMoment, plural } from "@/components/shared/format";
import { STATUS_LOOKS } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { useTRPC } from "@/components/trpc/client";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { ExecutionStatus } from "@/server/core/execution/states";
import type { ExecutionChart as Chart, ChartCounts } from "@/server/services/execution-list";
import { barWords, stackOf, ticksOf, totalOf } from "./chart-bars";
import type { ExecutionFilters } from "./use-execution-filters";

const BUCKETS = 48;
const HEIGHT = 118;
const LISTED: readonly (keyof ChartCounts & ExecutionStatus)[] = [
  ...(["running", "queued", "paused", "succeeded", "failed", "timed_out", "canceled"] as const),
];

/** Executions over time. The counts filter by status, bars by time: pressed and dragged, several at once. */
export function ExecutionChart({ filters }: { filters: ExecutionFilters }) {
  const trpc = useTRPC();
  const { charted, spanName, set } = filters;
  const chart = useQuery({
    ...trpc.executions.chart.queryOptions({ ...charted, buckets: BUCKETS }),
    placeholderData: keepPreviousData,
  });
  if (!chart.data || chart.data.total === 0) return null;
  const { counts, total } = chart.data;
  const shown = { ...counts, succeeded: (counts.succeeded ?? 0) + (counts.partial ?? 0) };
  return (
    <Card
      aria-label="Executions over time"
      className="mb-3 grid gap-x-8 gap-y-3 px-4 py-3.5 md:grid-cols-[180px_minmax(0,1fr)]"
    >
      <div className="text-12">
        <p className="text-muted-foreground first-letter:uppercase">{spanName}</p>
        <p className="mb-1 text-20 font-semibold tracking-[-0.01em]">{plural(total, "run")}</p>
        <ul className="max-md:flex max-md:flex-wrap max-md:gap-x-3">
          {LISTED.filter((status) => shown[status]).map((status) => (
            <li key={status}>
              <button
                type="button"
                aria-pressed={filters.filters.status.includes(status)}
                onClick={() => set({ status: filters.filters.status.includes(status) ? [] : [status] })}
                className="flex h-6 w-full items-center gap-2 rounded-sm px-1 hover:bg-muted aria-pressed:bg-pressed"
              >
                <StatusIcon status={status} className="size-3.5" />
                {STATUS_LOOKS[status].word}
                <span className="ml-auto tabular-nums">{shown[status]}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <Bars chart={chart.data} filters={filters} />
    </Card>
  );
}

function Bars({ chart, filters: { stretch, set } }: { chart: Chart; filters: ExecutionFilters }) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const { since, until, buckets } = chart;
  const size = (until - since) / buckets.length;
  const most = Math.max(1, ...buckets.map(totalOf));
  const choose = (from: number, to: number) =>
    set({
      since: Math.round(since + Math.min(from, to) * size),
      until: Math.round(since + (Math.max(from, to) + 1) * size),
    });
  const isChosen = (index: number) => {
    if (drag) return index >= Math.min(drag.from, drag.to) && index <= Math.max(drag.from, drag.to);
    const middle = since + (index + 0.5) * size;
    return stretch !== null && middle >= stretch.since && middle < stretch.until;
  };
  return (
    <div className="min-w-0">
      <div className="relative" style={{ height: HEIGHT }}>
        {ticksOf(most).map((tick) => (
          <span
            key={tick}
            className="absolute inset-x-0 border-t text-11 text-muted-foreground"
            style={{ bottom: (tick / most) * (HEIGHT - 14) }}
            aria-hidden
          >
            <span className="absolute -top-2 left-0 bg-card pr-1 font-mono">{tick}</span>
          </span>
        ))}
        <div
          className="absolute inset-y-0 right-0 left-6 flex items-end gap-px"
          onPointerUp={() => {
            if (drag) choose(drag.from, drag.to);
            setDrag(null);
          }}
          onPointerLeave={() => setDrag(null)}
        >
          {buckets.map((counts, index) => {
            const total = totalOf(counts);
            const from = since + index * size;
            return (
              <button
                // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
                key={index}
                type="button"
                tabIndex={total > 0 ? 0 : -1}
                aria-hidden={total === 0 || undefined}
                aria-label={`${formatMoment(from, Date.now())} to ${formatClock(from + size, false)}: ${barWords(counts)}`}
                title={`${formatMoment(from, Date.now())} to ${formatClock(from + size, false)}: ${barWords(counts)}`}
                onPointerDown={() => setDrag({ from: index, to: index })}
                onPointerEnter={() => setDrag((before) => before && { ...before, to: index })}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  choose(index, index);
                }}
                className={cn(
                  "flex h-full min-w-0 flex-1 touch-none flex-col-reverse gap-px rounded-[2px] hover:bg-muted",
                  isChosen(index) && "bg-pressed",
                )}
              >
                {stackOf(counts).map(([status, count]) => (
                  <i
                    key={status}
                    className={cn("bar block flex-none rounded-[1.5px]", STATUS_LOOKS[status].tone)}
                    style={{ height: Math.max(3, (count / most) * (HEIGHT - 14)) }}
                  />
                ))}
              </button>
            );
          })}
        </div>
      </div>
      <div className="mt-1 ml-6 flex justify-between font-mono text-11 text-muted-foreground" aria-hidden>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share} suppressHydrationWarning className={cn(share % 0.5 !== 0 && "max-md:hidden")}>
            {until - since > 172_800_000
              ? formatMoment(since + share * (until - since), Date.now()).replace(/ \d\d:\d\d$/, "")
              : formatClock(since + share * (until - since), false)}
          </span>
        ))}
      </div>
    </div>
  );
}
