"use client";

import { useNow } from "@/components/shared/clock";
import { formatClock, plural } from "@/components/shared/format";
import { type ShownStatus, STATUS_LOOKS } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { ActivityView } from "@/server/services/chain-view";

const HOUR = 3_600_000;
const HOURS_BEFORE = 24;
const HOURS_AFTER = 12;
const HOURS = HOURS_BEFORE + HOURS_AFTER;

/** The last day and what is planned next, one bar an hour. Failures stand on top with a dark foot. */
export function ActivityStrip({ activity }: { activity: ActivityView }) {
  const now = useNow() || (activity.buckets.at(-1)?.startAt ?? 0);
  const { counts, upcoming } = activity;
  const figures: [ShownStatus, number][] = [
    ["succeeded", counts.succeeded],
    ["failed", counts.failed],
    ["timed_out", counts.timedOut],
    ["canceled", counts.canceled],
    ["running", counts.running],
  ];
  return (
    <Card
      aria-label="Executions of the last 24 and the next 12 hours"
      className="mb-4 grid items-end gap-x-6 gap-y-2.5 px-4 pt-3.5 pb-2.5 md:grid-cols-[auto_minmax(0,1fr)]"
    >
      <div className="grid gap-0.5 text-12 text-muted-foreground">
        Last 24 hours
        <b className="text-20 font-semibold tracking-[-0.01em] text-foreground">{plural(activity.total, "run")}</b>
        <span className="flex gap-3">
          {figures
            .filter(([status, count]) => count > 0 || status === "succeeded")
            .map(([status, count]) => (
              <span key={status} className="flex items-center gap-1.5 text-foreground">
                <StatusIcon status={status} className="size-3.5" />
                {count}
                <span className="sr-only">{STATUS_LOOKS[status].word.toLowerCase()}</span>
              </span>
            ))}
        </span>
      </div>
      <div className="min-w-0">
        <div
          role="img"
          aria-label={stripWords(activity)}
          className="relative flex h-[50px] items-end border-b border-border-strong"
        >
          <Bars activity={activity} />
          <Upcoming upcoming={upcoming} now={now} />
          <span
            className="absolute -top-1.5 bottom-0 border-l-[1.5px] border-live-solid"
            style={{ left: `${(HOURS_BEFORE / HOURS) * 100}%` }}
          >
            <span
              className="absolute -top-1 left-[5px] bg-card px-0.5 text-11 leading-[14px] font-medium whitespace-nowrap text-live"
              suppressHydrationWarning
            >
              now {formatClock(now, false)}
            </span>
          </span>
        </div>
        <HourScale now={now} />
      </div>
    </Card>
  );
}

function Bars({ activity }: { activity: ActivityView }) {
  const totals = activity.buckets.map((bucket) => heightsOf(bucket).reduce((sum, [, count]) => sum + count, 0));
  const most = Math.max(1, ...totals);
  return (
    <span className="flex h-full items-end gap-0.5" style={{ width: `${(HOURS_BEFORE / HOURS) * 100}%` }}>
      {activity.buckets.map((bucket) => (
        <span key={bucket.startAt} className="flex min-w-0 flex-1 flex-col-reverse gap-px">
          {heightsOf(bucket).map(([status, count]) => (
            <i
              key={status}
              className={cn("bar block rounded-[1.5px]", STATUS_LOOKS[status].tone)}
              style={{ height: Math.max(4, (count / most) * 40) }}
            />
          ))}
        </span>
      ))}
    </span>
  );
}

function heightsOf(bucket: ActivityView["buckets"][number]): [ShownStatus, number][] {
  const stack: [ShownStatus, number][] = [
    ["succeeded", bucket.succeeded],
    ["canceled", bucket.canceled],
    ["timed_out", bucket.timedOut],
    ["failed", bucket.failed],
    ["running", bucket.running],
  ];
  return stack.filter(([, count]) => count > 0);
}

/** Planned runs are open links on the axis. */
function Upcoming({ upcoming, now }: { upcoming: ActivityView["upcoming"]; now: number }) {
  return upcoming
    .filter(({ at }) => at > now && at <= now + HOURS_AFTER * HOUR)
    .map(({ chainId, at }) => (
      <i
        key={`${chainId}${at}`}
        className="absolute bottom-0 h-2.5 w-[9px] -translate-x-1/2 rounded-t-full border-[1.5px] border-b-0 border-input"
        style={{ left: `${((HOURS_BEFORE + (at - now) / HOUR) / HOURS) * 100}%` }}
      />
    ));
}

function HourScale({ now }: { now: number }) {
  const marks = [-24, -20, -16, -12, -8, -4, 4, 8, 12];
  return (
    <div className="relative mt-1 h-4 font-mono text-11 text-muted-foreground" aria-hidden>
      {marks.map((hours, index) => (
        <span
          key={hours}
          className={cn(
            "absolute whitespace-nowrap",
            index === marks.length - 1 && "-translate-x-full",
            index % 2 === 1 && "max-md:hidden",
          )}
          style={{ left: `${((hours + HOURS_BEFORE) / HOURS) * 100}%` }}
          suppressHydrationWarning
        >
          {formatClock(now + hours * HOUR, false)}
        </span>
      ))}
    </div>
  );
}

function stripWords({ counts, upcoming }: ActivityView): string {
  const bad = counts.failed + counts.timedOut;
  return `Runs per hour: ${counts.succeeded} succeeded, ${bad} failed or timed out, ${counts.running} running; ${upcoming.length} planned in the next 12 hours`;
}
