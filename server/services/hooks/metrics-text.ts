/** Prometheus text (version 0.0.4) of the numbers of this server. */
import type { Sql } from "../../../db/client";
import { countOpenExecutions, countStates, openBreakers } from "../../store/hook-counts";
import { BUCKETS, listMetrics, type MetricRow } from "../../store/hook-metrics";

interface Series {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** Everything that a scraper gets. Metrics of hooks of several people under one name are added up. */
export async function metricsText(sql: Sql): Promise<string> {
  const [metrics, states, breakers, executions] = await Promise.all([
    listMetrics(sql),
    countStates(sql),
    openBreakers(sql),
    countOpenExecutions(sql),
  ]);
  return [
    gauge(
      "executions",
      "Executions that have not ended, by status.",
      executions.map(({ status, count }) => series({ status }, count)),
    ),
    gauge(
      "hook_queue",
      "Deliveries of hooks that are not settled.",
      states.map(({ state, count }) => series({ state }, count)),
    ),
    gauge(
      "hook_circuit_open",
      "Hosts whose circuit is open (1) or half open (0.5).",
      breakers.map(({ host, isOpen }) => series({ host }, isOpen ? 1 : 0.5)),
    ),
    ...byName(metrics).map(([name, rows]) => metric(name, rows)),
  ].join("");
}

const series = (labels: Readonly<Record<string, string>>, value: number): Series => ({ labels, value });

function byName(metrics: readonly MetricRow[]): [string, MetricRow[]][] {
  const names = new Map<string, Map<string, MetricRow>>();
  for (const row of metrics) {
    const found = names.get(row.name) ?? new Map<string, MetricRow>();
    names.set(row.name, found);
    const key = JSON.stringify(row.labels);
    const before = found.get(key);
    // Two people may use one name for different kinds: the first one counts.
    if (before && before.kind !== row.kind) continue;
    const buckets = before ? before.buckets.map((count, index) => count + (row.buckets[index] ?? 0)) : row.buckets;
    found.set(key, { ...row, sum: row.sum + (before?.sum ?? 0), count: row.count + (before?.count ?? 0), buckets });
  }
  return [...names].map(([name, rows]) => [name, [...rows.values()]]);
}

function metric(name: string, rows: readonly MetricRow[]): string {
  const [first] = rows;
  if (!first) return "";
  const about = name.startsWith("custom_") ? "Counted by metric hooks of chains." : "Deliveries of lifecycle hooks.";
  const same = rows.filter(({ kind }) => kind === first.kind);
  if (first.kind === "counter")
    return block(
      name,
      "counter",
      about,
      same.map((row) => line(name, row.labels, row.sum)),
    );
  return block(
    name,
    "histogram",
    about,
    same.flatMap((row) => histogramLines(name, row)),
  );
}

function histogramLines(name: string, { labels, buckets, sum, count }: MetricRow): string[] {
  const bounds = BUCKETS.map((bound, index) =>
    line(`${name}_bucket`, { ...labels, le: String(bound) }, buckets[index] ?? 0),
  );
  return [
    ...bounds,
    line(`${name}_bucket`, { ...labels, le: "+Inf" }, count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ];
}

const gauge = (name: string, about: string, all: readonly Series[]): string =>
  block(
    name,
    "gauge",
    about,
    all.map(({ labels, value }) => line(name, labels, value)),
  );

const block = (name: string, type: string, about: string, lines: readonly string[]): string =>
  `# HELP chainwright_${name} ${about}\n# TYPE chainwright_${name} ${type}\n${lines.join("")}`;

function line(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const words = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
  return `chainwright_${name}${words.length === 0 ? "" : `{${words.join(",")}}`} ${value}\n`;
}

const escaped = (text: string): string => text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
