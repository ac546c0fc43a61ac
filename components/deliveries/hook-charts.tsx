import { formatCount } from "@/components/shared/format";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { HourCount } from "@/server/services/hooks/hooks";
import { HourBars } from "./hour-bars";

interface Metric {
  name: string;
  labels: Record<string, string>;
  kind: string;
  sum: number;
  count: number;
}

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
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <HourBars hours={hours} now={now} />
      <Card className="overflow-hidden">
        <CardHeader>
          <CardTitle>Metrics</CardTitle>
          <span className="text-12 text-muted-foreground">what metric hooks counted, since the first</span>
        </CardHeader>
        {metrics.length === 0 ? (
          <CardBody className="text-13 text-muted-foreground">
            None yet. A hook of type metric counts or measures something; it is shown here and at{" "}
            <span className="font-mono text-12">/metrics</span>.
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
                  <TableCell className="font-mono text-12 font-medium">{metric.name}</TableCell>
                  <TableCell className="text-12 text-muted-foreground max-md:order-3 max-md:col-span-2">
                    {Object.entries(metric.labels)
                      .map(([name, value]) => `${name}: ${value}`)
                      .join(", ") || "–"}
                  </TableCell>
                  <TableCell className="text-right font-mono text-12 whitespace-nowrap">{valueWords(metric)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </div>
  );
}

function valueWords({ kind, sum, count }: Metric): string {
  if (kind === "counter") return Number.isInteger(sum) ? formatCount(sum) : sum.toFixed(2);
  return `${formatCount(count)} values, ${(sum / Math.max(1, count)).toFixed(1)} on average`;
}
