/** What the figures have to reach, and what they may reach. The sources of the numbers are in `docs/performance.md`. */
interface Target {
  what: string;
  unit: string;
  value: (report: Report) => number | null;
  /** Which way is better. */
  better: "more" | "less";
  least: number;
  reach: number;
}

type Figures = Record<string, number>;
export interface Report {
  w1: Figures;
  w2: Figures;
  w3: Figures;
  w4: Figures;
  w5: Figures;
  w6: Figures;
  limits: Figures;
  ratios: Figures;
  filled: Figures | null;
}

const figure =
  (group: "w1" | "w2" | "w3" | "w4" | "w5" | "w6" | "ratios" | "filled", key: string) => (report: Report) =>
    report[group]?.[key] ?? null;

export const TARGETS: readonly Target[] = [
  ratio("W1 / one statement per step", "w1_to_statement_16", "more", 2, 3.5),
  ratio("W1 / one statement per 200 steps", "w1_to_batch_200", "more", 0.2, 0.4),
  ratio("W2 p50 / insert + commit", "w2_p50_to_insert_commit", "less", 3, 2),
  ratio("W3 p50 / insert + commit", "w3_p50_to_insert_commit", "less", 6, 4),
  { what: "W4 total", unit: "ms", value: figure("w4", "total_ms"), better: "less", least: 150, reach: 60 },
  {
    what: "W1 commits per step",
    unit: "",
    value: figure("w1", "commits_per_step"),
    better: "less",
    least: 0.1,
    reach: 0.03,
  },
  {
    what: "W2 commits per step",
    unit: "",
    value: figure("w2", "commits_per_step"),
    better: "less",
    least: 1.2,
    reach: 1.05,
  },
  {
    what: "W5 added per step",
    unit: "ms",
    value: figure("w5", "added_ms_per_step"),
    better: "less",
    least: 0.5,
    reach: 0.1,
  },
  { what: "W6 p50", unit: "ms", value: figure("w6", "p50_ms"), better: "less", least: 15, reach: 5 },
  { what: "W6 p99", unit: "ms", value: figure("w6", "p99_ms"), better: "less", least: 100, reach: 50 },
  { what: "W1 memory", unit: "MB", value: figure("w1", "peak_rss_mb"), better: "less", least: 200, reach: 120 },
  ...["w1", "w2", "w3"].map(
    (name): Target => ({
      what: `${name.toUpperCase()} with 100,000 finished`,
      unit: "% slower",
      value: figure("filled", `${name}_cost_percent`),
      better: "less",
      least: 10,
      reach: 0,
    }),
  ),
];

function ratio(what: string, key: string, better: Target["better"], least: number, reach: number): Target {
  return { what, unit: "×", value: figure("ratios", key), better, least, reach };
}

/** The table that people read. */
export function table(report: Report): string {
  const rows = TARGETS.flatMap(({ what, unit, value, better, least, reach }) => {
    const measured = value(report);
    if (measured === null || Number.isNaN(measured)) return [];
    const sign = better === "more" ? "≥" : "≤";
    const meets = (bound: number) => (better === "more" ? measured >= bound : measured <= bound);
    const verdict = meets(reach) ? "reached" : meets(least) ? "ok" : "MISSED";
    return [[what, `${sign} ${least}`, `${sign} ${reach}`, `${Number(measured.toFixed(3))} ${unit}`.trim(), verdict]];
  });
  const all = [["", "at least", "reach for", "measured", ""], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
