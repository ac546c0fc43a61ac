import { formatClock, formatCount, formatDuration } from "@/components/shared/format";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { HourCount } from "@/server/services/hooks/hooks";

const HOUR_MS = 3_600_000;
const HOURS = 24;
const HEIGHT = 88;
/** From the top of a bar to its foot. */
const PARTS = [
  { key: "failed", word: "failed", tone: "s-failed" },
  { key: "waiting", word: "waiting", tone: "s-waiting" },
  { key: "delivered", word: "delivered", tone: "s-succeeded" },
] as const;

/** Deliveries of the last day, hour by hour. */
export function HourBars({ hours, now }: { hours: readonly HourCount[]; now: number }) {
  const first = Math.floor(now / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS;
  const byHour = new Map(hours.map((hour) => [Math.floor(hour.at / HOUR_MS) * HOUR_MS, hour]));
  const all = Array.from({ length: HOURS }, (_, index) => {
    const at = first + index * HOUR_MS;
    return { at, hour: byHour.get(at) ?? null };
  });
  const most = Math.max(1, ...all.map(({ hour }) => totalOf(hour)));
  const words = dayWords(hours);
  if (hours.length === 0)
    return (
      <Card>
        <CardHeader>
          <CardTitle>Last 24 hours</CardTitle>
        </CardHeader>
        <CardBody className="text-13 text-muted-foreground">No hook had anything to tell.</CardBody>
      </Card>
    );
  return (
    <Card>
      <CardHeader>
        <CardTitle>Last 24 hours</CardTitle>
        <span className="text-12 text-muted-foreground">{words}</span>
      </CardHeader>
      <CardBody className="flex flex-col gap-2">
        <div className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-foreground-2" aria-hidden>
          {PARTS.toReversed().map(({ key, word, tone }) => (
            <span key={key} className="inline-flex items-center gap-1.5">
              <i className={cn("bar block size-2.5 rounded-[2px]", tone)} />
              {word}
            </span>
          ))}
          <span className="ml-auto font-mono text-11 text-muted-foreground">most {formatCount(most)} an hour</span>
        </div>
        <div role="img" aria-label={words} className="flex items-end gap-1 border-b" style={{ height: HEIGHT }}>
          {all.map(({ at, hour }) => (
            <span
              key={at}
              className="flex h-full flex-1 flex-col justify-end gap-px rounded-[2px] hover:bg-muted"
              title={hourWords(at, hour)}
              suppressHydrationWarning
            >
              {PARTS.filter(({ key }) => (hour?.[key] ?? 0) > 0).map(({ key, tone }) => (
                <i
                  key={key}
                  className={cn("bar block flex-none rounded-[1.5px]", tone)}
                  style={{ height: Math.max(3, ((hour?.[key] ?? 0) / most) * (HEIGHT - 8)) }}
                />
              ))}
            </span>
          ))}
        </div>
        <div className="flex justify-between font-mono text-11 text-muted-foreground" aria-hidden>
          {[0, 6, 12, 18, HOURS].map((hour) => (
            <span key={hour} suppressHydrationWarning>
              {hour === HOURS ? "now" : formatClock(first + hour * HOUR_MS, false)}
            </span>
          ))}
        </div>
      </CardBody>
    </Card>
  );
}

const totalOf = (hour: HourCount | null): number => (hour ? hour.delivered + hour.failed + hour.waiting : 0);

function hourWords(at: number, hour: HourCount | null): string {
  const from = `${formatClock(at, false)} to ${formatClock(at + HOUR_MS, false)}`;
  if (hour === null) return `${from}: nothing`;
  const parts = PARTS.toReversed().flatMap(({ key, word }) =>
    hour[key] > 0 ? [`${formatCount(hour[key])} ${word}`] : [],
  );
  return `${from}: ${parts.join(", ")}`;
}

/** The last day in one sentence. */
function dayWords(hours: readonly HourCount[]): string {
  const total = hours.reduce((sum, hour) => sum + totalOf(hour), 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const slowest = Math.max(0, ...hours.map(({ p95 }) => p95 ?? 0));
  return `${formatCount(total)} deliveries, ${formatCount(failed)} failed, p95 at most ${formatDuration(slowest)}`;
}
