/**
 * `npm run bench [-- --json] [--rounds N]`: the workloads of the engine beside the limits of this machine, interleaved, medians of the rounds. Hooks
 * and the browser's stream (W5, W6) are not measured yet and are null. It is no test and fails no build.
 */
import { openBenchDatabase } from "./bench-database";
import { openBenchEngine } from "./bench-engine";
import { measureLimits } from "./limits";
import { median, rounded } from "./statistics";
import { fan, stepToStep, throughput, trigger } from "./workloads";

const json = process.argv.includes("--json");
const rounds = Number(process.argv[process.argv.indexOf("--rounds") + 1] || 3) || 3;
const db = await openBenchDatabase();
const engine = await openBenchEngine(db);
try {
  // The first run of everything compiles and connects: it is not counted.
  await throughput(db, engine, 100);
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push({
      limits: await measureLimits(db),
      w1: await throughput(db, engine, 2_000),
      w2: await stepToStep(engine, 10),
      w3: await trigger(engine, 200),
      w4: await fan(engine, 1_000),
    });
  }
  const report = { ...merged(measured), w5: null, w6: null };
  const { w1, w2, w3, limits } = report;
  const ratios = {
    w1_to_statement_16: rounded(w1.steps_per_s / limits.statement_16_steps_per_s),
    w1_to_batch_200: rounded(w1.steps_per_s / limits.batch_200_steps_per_s),
    w2_p50_to_insert_commit: rounded(w2.p50_ms / limits.insert_commit_p50_ms),
    w3_p50_to_insert_commit: rounded(w3.p50_ms / limits.insert_commit_p50_ms),
  };
  if (json) process.stdout.write(`${JSON.stringify({ ...report, ratios })}\n`);
  else print({ ...report, ratios });
} finally {
  await engine.close();
  await db.drop();
}

type Figures = Record<string, number>;

function merged<T extends Record<string, Figures>>(measured: T[]): T {
  const [first] = measured;
  if (!first) throw new Error("Nothing was measured.");
  const groups = Object.entries(first).map(([name, figures]) => {
    const keys = Object.keys(figures);
    const medians = keys.map((key) => [
      key,
      rounded(median(measured.map((round) => round[name]?.[key] ?? Number.NaN)), 3),
    ]);
    return [name, Object.fromEntries(medians)];
  });
  return Object.fromEntries(groups) as T;
}

function print(report: Record<string, Figures | null>): void {
  for (const [name, figures] of Object.entries(report)) {
    if (!figures) continue;
    const cells = Object.entries(figures).map(([key, value]) => `${key} ${value}`);
    process.stdout.write(`${name.padEnd(8)}${cells.join("   ")}\n`);
  }
}
