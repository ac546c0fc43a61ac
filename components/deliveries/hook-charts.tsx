import { formatCount, formatDuration } from "@/components/shared/format";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { HourCount } from "@/server/services/hooks/hooks";

interface Metric {
  name: string;
  labels: Record<string, string>;
  kind: string;
  sum: number;
  count: number;
}

const HOUR_MS = 3_600_000;

/** Deliveries of the last day by the hour, and the numbers of `metric` hooks. */
export function HookCharts({
  hours,
  metrics,
  now,
}: {
  hours: readonly HourCount[];
  metrics: readonly Metric[];
  now: number;
}) {
  const first = Math.floor(now / HOUR_MS) * HOUR_MS - 23 * HOUR_MS;
  const byHour = new Map(hours.map((hour) => [Math.floor(hour.at / HOUR_MS) * HOUR_MS, hour]));
  const all = Array.from({ length: 24 }, (_, index) => {
    const at = first + index * HOUR_MS;
    return { at, hour: byHour.get(at) ?? null };
  });
  const most = Math.max(1, ...all.map(({ hour }) => (hour ? hour.delivered + hour.failed + hour.waiting : 0)));
  const total = hours.reduce((sum, hour) => sum + hour.delivered + hour.failed + hour.waiting, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const slowest = Math.max(0, ...hours.map(({ p95 }) => p95 ?? 0));
  const words = `${formatCount(total)} deliveries in 24 hours, ${formatCount(failed)} failed; p95 at most ${formatDuration(slowest)}.`;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card>
        <CardHeader>
          <CardTitle>Last 24 hours</CardTitle>
          <span className="text-12 text-muted-foreground">{words}</span>
        </CardHeader>
        <CardBody>
          <div role="img" aria-label={words} className="flex h-20 items-end gap-1">
            {all.map(({ at, hour }) => (
              <span key={at} className="flex h-full flex-1 flex-col justify-end">
                <i className="s-failed block bg-tone" style={{ height: `${((hour?.failed ?? 0) / most) * 100}%` }} />
                <i className="s-waiting block bg-tone" style={{ height: `${((hour?.waiting ?? 0) / most) * 100}%` }} />
                <i
                  className="s-succeeded block min-h-px bg-tone"
                  style={{ height: `${((hour?.delivered ?? 0) / most) * 100}%` }}
                />
              </span>
            ))}
          </div>
        </CardBody>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Metrics</CardTitle>
          <span className="text-12 text-muted-foreground">What `metric` hooks counted, since the first.</span>
        </CardHeader>
        {metrics.length === 0 ? (
          <CardBody className="text-13 text-muted-foreground">
            None yet. A hook of `type: metric` counts something, and it is shown here and at /metrics.
          </CardBody>
        ) : (
          <Table aria-label="Metrics">
            <TableHead>
              <tr>
                <TableHeader>Name</TableHeader>
                <TableHeader>Tags</TableHeader>
                <TableHeader className="text-right">Value</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {metrics.map((metric) => (
                <TableRow key={`${metric.name} ${JSON.stringify(metric.labels)}`}>
                  <TableCell className="font-mono text-12">{metric.name}</TableCell>
                  <TableCell className="text-12 text-muted-foreground">
                    {Object.entries(metric.labels)
                      .map(([name, value]) => `${name}: ${value}`)
                      .join(", ")}
                  </TableCell>
                  <TableCell className="text-right font-mono text-12">
                    {metric.kind === "counter"
                      ? metric.sum
                      : `${metric.count} × ⌀ ${(metric.sum / metric.count).toFixed(1)}`}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </div>
  );
}
