/**
 * `npm run bench [-- --json] [--rounds N] [--filled] [--only w1,limits]`: the workloads of the engine beside the limits of this
 * machine, interleaved, medians of the rounds. With `--filled` also in a database with 100,000 finished executions.
 * It is no test and fails no build.
 */

import { type BenchDatabase, openBenchDatabase } from "./bench-database";
import { type BenchEngine, openBenchEngine } from "./bench-engine";
import { fill } from "./filling";
import { emptyLimits, measureLimits } from "./limits";
import { median, rounded } from "./statistics";
import { type Report, table } from "./targets";
import { fan, stepToStep, throughput, trigger } from "./workloads";

const json = process.argv.includes("--json");
const rounds = Number(process.argv[process.argv.indexOf("--rounds") + 1] || 3) || 3;
const withFilled = process.argv.includes("--filled");
/** Null: all. */
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1]?.split(",") : null;
const wanted = (name: string): boolean => !only || only.includes(name);

/** What a step of W1 costs the process falls from 110 µs in the first run to 45 in the second, and to 35 in the fifth: then it stays. */
const WARMING = 4;

/** W1 and the limits take half a second each, in which a machine can be half as fast as in the next: they take turns so often in a round. */
const TURNS = 3;
const ALL = ["w1", "w2", "w3", "w4"];

/** A database and an engine of its own. */
interface Place {
  db: BenchDatabase;
  engine: BenchEngine;
}

const empty = await openPlace();
const filled = withFilled ? await openPlace() : null;
try {
  if (filled) await fill(filled.db);
  // The first runs of everything connect and compile: they are not counted.
  await emptyLimits(empty.db);
  if (wanted("limits")) await measureLimits(empty.db);
  for (const place of [empty, filled]) for (let run = 0; place && run < WARMING; run += 1) await measure(place, ALL);
  const [inEmpty, inFilled] = [[] as Figures[], [] as Figures[]];
  const [limits, w6] = [[] as Figures[], [] as Figures[]];
  for (let round = 0; round < rounds; round += 1) {
    await emptyLimits(empty.db);
    for (let turn = 0; turn < TURNS; turn += 1) {
      if (wanted("limits")) limits.push(await measureLimits(empty.db));
      inEmpty.push(await measure(empty, ["w1"]));
      if (filled) inFilled.push(await measure(filled, ["w1"]));
    }
    inEmpty.push(await measure(empty, ["w2", "w3", "w4"]));
    if (filled) inFilled.push(await measure(filled, ["w2", "w3", "w4"]));
  }
  // Afterwards, since it brings half of the product into the memory of this process.
  if (wanted("w6")) {
    const { live } = await import("./live");
    for (let round = 0; round < rounds; round += 1) w6.push(await live(empty.db, empty.engine));
  }
  const w5 = wanted("w5") ? await (await import("./hooks")).hookCost(1_000, rounds) : {};
  const report = reportOf(
    medians(inEmpty),
    medians(limits),
    { w5, w6: medians(w6) },
    filled ? medians(inFilled) : null,
  );
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${table(report)}\n\n${lines(report)}\n`);
} finally {
  for (const place of [filled, empty]) {
    await place?.engine.close();
    await place?.db.drop();
  }
}

type Figures = Record<string, number>;

async function openPlace(): Promise<Place> {
  const db = await openBenchDatabase();
  return { db, engine: await openBenchEngine(db) };
}

/** Those of W1 to W4 that are named and wanted, each figure named `w1.steps_per_s`. */
async function measure({ db, engine }: Place, names: readonly string[]): Promise<Figures> {
  const works: Record<string, () => Promise<Figures>> = {
    w1: () => throughput(db, engine, 2_000),
    w2: () => stepToStep(db, engine, 10),
    w3: () => trigger(engine, 200),
    w4: () => fan(engine, 1_000),
  };
  const figures: Figures = {};
  for (const name of names.filter(wanted))
    for (const [key, value] of Object.entries((await works[name]?.()) ?? {})) figures[`${name}.${key}`] = value;
  return figures;
}

/** Of each figure: of the runs that measured it. */
function medians(measured: readonly Figures[]): Figures {
  const keys = new Set(measured.flatMap(Object.keys));
  const of = (key: string) => median(measured.flatMap((run) => run[key] ?? []));
  return Object.fromEntries([...keys].map((key) => [key, rounded(of(key), 3)]));
}

function group(all: Figures, name: string): Figures {
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) =>
      key.startsWith(`${name}.`) ? [[key.slice(name.length + 1), value]] : [],
    ),
  );
}

function reportOf(
  all: Figures,
  limits: Figures,
  after: { w5: Figures; w6: Figures },
  inFilled: Figures | null,
): Report {
  const of = (key: string) => all[key] ?? Number.NaN;
  const limit = (key: string) => limits[key] ?? Number.NaN;
  const ratios = {
    w1_to_statement_16: rounded(of("w1.steps_per_s") / limit("statement_16_steps_per_s")),
    w1_to_batch_200: rounded(of("w1.steps_per_s") / limit("batch_200_steps_per_s")),
    w2_p50_to_insert_commit: rounded(of("w2.p50_ms") / limit("insert_commit_p50_ms")),
    w3_p50_to_insert_commit: rounded(of("w3.p50_ms") / limit("insert_commit_p50_ms")),
  };
  const [w1, w2, w3, w4] = ["w1", "w2", "w3", "w4"].map((name) => group(all, name));
  return { w1, w2, w3, w4, ...after, limits, ratios, filled: inFilled && costs(all, inFilled) } as Report;
}

/** What the finished executions cost, in percent: less work done in a second, or more time between two steps. */
function costs(all: Figures, inFilled: Figures): Figures {
  const times = (key: string) => (inFilled[key] ?? Number.NaN) / (all[key] ?? Number.NaN);
  return {
    w1_cost_percent: rounded((1 / times("w1.steps_per_s") - 1) * 100, 1),
    w2_cost_percent: rounded((times("w2.p50_ms") - 1) * 100, 1),
    w3_cost_percent: rounded((times("w3.p50_ms") - 1) * 100, 1),
  };
}

function lines(report: Report): string {
  return Object.entries(report)
    .flatMap(([name, figures]: [string, Figures | null]) => {
      if (!figures) return [];
      const cells = Object.entries(figures).flatMap(([key, value]) => (Number.isNaN(value) ? [] : [`${key} ${value}`]));
      return [`${name.padEnd(8)}${cells.join("   ")}`];
    })
    .join("\n");
}
