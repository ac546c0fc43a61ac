"use client";

import Link from "next/link";
import { useMemo, useState } from "react";
import { useNow } from "@/components/shared/clock";
import { formatDuration, formatSpan } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import type { ScheduleRow } from "@/server/services/schedules";
import { localDay, type UpcomingEntry, upcomingDays } from "./upcoming-days";
import { WeekView } from "./week-view";

const HOUR_MS = 3_600_000;
const SPANS = { days: 48 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;
const VIEWS = [
  { value: "days", label: "48 hours" },
  { value: "week", label: "Week" },
] as const;

/** What will run next, of all chains; a chain that runs often stands once a day. */
export function UpcomingCard({ rows }: { rows: readonly ScheduleRow[] }) {
  const now = useNow();
  const [view, setView] = useState<"days" | "week">("days");
  // Looked at again each minute: seconds change nothing that is shown here.
  const minute = Math.floor(now / 60_000) * 60_000;
  const days = useMemo(() => {
    if (minute === 0) return [];
    const to = view === "days" ? minute + SPANS.days : localDay(minute) + SPANS.week;
    return upcomingDays(rows, { from: minute, to, dayOf: localDay });
  }, [rows, minute, view]);
  return (
    <Card aria-label="Upcoming runs">
      <CardHeader>
        <CardTitle>Upcoming</CardTitle>
        <span className="text-12 text-muted-foreground">{view === "days" ? "next 48 hours" : "seven days"}</span>
        <span className="ml-auto">
          <Segmented label="Span" value={view} options={VIEWS} onValueChange={setView} />
        </span>
      </CardHeader>
      {view === "week" ? (
        <WeekView days={days} today={localDay(minute)} />
      ) : days.length === 0 ? (
        <p className="px-4 py-6 text-center text-13 text-muted-foreground">Nothing runs by itself in this time.</p>
      ) : (
        days.map(({ start, entries }) => (
          <div
            key={start}
            className="grid grid-cols-[96px_minmax(0,1fr)] border-t first-of-type:border-t-0 max-md:grid-cols-[84px_minmax(0,1fr)]"
          >
            <h3 className="px-4 py-[11px] text-12 text-muted-foreground max-md:px-3">
              <b className="block text-13 font-medium text-foreground">{nameOf(start, minute)}</b>
              {dateOf(start, minute)}
            </h3>
            <ul>
              {entries.map((entry) => (
                <Entry key={entry.chainId} entry={entry} now={now} />
              ))}
            </ul>
          </div>
        ))
      )}
    </Card>
  );
}

function Entry({ entry, now }: { entry: UpcomingEntry; now: number }) {
  const away = entry.at - now;
  return (
    <li className="grid min-h-9 grid-cols-[52px_minmax(0,1fr)_auto] items-center gap-3 pr-4 text-13 not-first:border-t max-md:pr-3">
      <span className="font-mono text-12">
        <Time at={entry.at} as="minute" />
      </span>
      <span className="truncate">
        <Link href={`/chains/${entry.chainId}`} className="font-medium hover:underline hover:underline-offset-3">
          {entry.chainName}
        </Link>
        {entry.more > 0 ? <span className="text-muted-foreground"> and {entry.more} more that day</span> : null}
      </span>
      <span className="text-12 text-muted-foreground">
        {away > 0 && away < 12 * HOUR_MS
          ? `in ${formatSpan(away)}`
          : entry.usualMs === null
            ? ""
            : `usually ${formatDuration(entry.usualMs)}`}
      </span>
    </li>
  );
}

function nameOf(day: number, now: number): string {
  const away = Math.round((day - localDay(now)) / (24 * HOUR_MS));
  if (away === 0) return "Today";
  if (away === 1) return "Tomorrow";
  return new Date(day).toLocaleDateString("en-GB", { weekday: "long" });
}

/** The name of the day stands above it from the day after tomorrow on. */
function dateOf(day: number, now: number): string {
  const near = day - localDay(now) < 36 * HOUR_MS;
  return new Date(day).toLocaleDateString("en-GB", {
    ...(near ? { weekday: "short" } : {}),
    ...{ day: "numeric", month: "short" },
  });
}
