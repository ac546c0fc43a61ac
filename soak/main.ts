/**
 * `npm run soak -- [--minutes N] [--seed S] [--only TEXT]`: breaks everything for so long, looks after each fault whether everything that
 * must hold does, and prints what was done and the targets with what was measured. Ends with code 1 when something did not hold;
 * a target that is only a time is printed as missed. `--only` takes the faults whose names have the text, `brief` those of `npm test`.
 */
import { type Broken, missingFromRun, prepareChaos, runChaos, TEST_BIT } from "./chaos";
import { allFaults, briefFaults } from "./faults/all";
import type { Fault } from "./faults/fault";
import { createRandom, type Random } from "./random";
import { Rig } from "./rig";
import { measureTargets } from "./targets/all";

interface Options {
  minutes: number;
  seed: number;
  only: string | null;
}

/** A run of ten minutes and more has to kill so often. */
const KILLS_OF_A_LONG_RUN = 60;

const say = (text: string) => process.stdout.write(`${text}\n`);
const count = (times: number, what: string) => say(`${String(times).padStart(8)}  ${what}`);

const options = readOptions(process.argv);
say(`seed ${options.seed}, ${options.minutes} minutes`);
const rig = await Rig.open({ leaseMs: 2_000, workers: 3 });
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void rig.close().then(() => process.exit(1)));
let broken: Broken[] = [];
let missing: string[] = [];
try {
  broken = await breakThings(rig, options);
  missing = await tellWhatWasDone(rig, options);
  say("\nTargets");
  const rounds = Math.max(2, Math.min(10, Math.round(options.minutes / 2)));
  await measureTargets(rig, broken, rounds, ({ what, target, measured, met }) => {
    say(`${met ? "met   " : "MISSED"}  ${what}\n          ${target}: ${measured}`);
  });
} finally {
  for (const problem of await rig.close()) broken.push({ fault: "the end", problem });
}
for (const problem of missing) say(`not tested: ${problem}`);
say(`\n${broken.length} broken promises, ${missing.length} things not tested, seed ${options.seed}`);
// Not `exitCode`: a socket that was cut in the middle of its handshake can keep Node from ever finishing its own cleanup.
process.exit(broken.length + missing.length > 0 ? 1 : 0);

async function breakThings(stage: Rig, { minutes, seed, only }: Options): Promise<Broken[]> {
  const random = createRandom(seed);
  const newerPlan = await prepareChaos(stage);
  const named = only === null ? allFaults : allFaults.filter(({ name }) => name.includes(only));
  const faults = only === "brief" ? briefFaults(random) : named;
  const found = await runChaos(stage, forMinutes(faults, random, minutes), {
    random,
    onPhase(fault, ms, problems) {
      say(
        `${(ms / 1000).toFixed(1).padStart(6)} s  ${fault}${problems.length > 0 ? `: ${problems.length} BROKEN` : ""}`,
      );
      for (const { problem } of problems) say(`          ${problem}`);
    },
  });
  return [...found, ...(await newerPlan())];
}

/** Every fault in another order, over and over, until the time is up; each comes once at least. */
function* forMinutes(list: readonly Fault[], order: Random, limit: number): Generator<Fault> {
  const until = performance.now() + limit * 60_000;
  do yield* order.shuffled(list);
  while (performance.now() < until);
}

/** Prints the counts; what a complete run would have to have done and this one has not, is the answer. */
async function tellWhatWasDone(stage: Rig, { minutes, only }: Options): Promise<string[]> {
  const lacking = await missingFromRun(stage, TEST_BIT);
  const kills = stage.tally.of("kills");
  if (minutes >= 10 && kills < KILLS_OF_A_LONG_RUN) lacking.push(`there were ${kills} kills of ${KILLS_OF_A_LONG_RUN}`);
  say("\nWhat was done");
  for (const [name, times] of stage.tally.entries) count(times, name);
  for (const [name, times] of [...stage.hits()].sort()) count(times, `kill -9 ${name}`);
  return only === null || only === "brief" ? lacking : [];
}

function readOptions(args: readonly string[]): Options {
  const given = (name: string) => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? null) : null);
  return {
    minutes: Number(given("--minutes") ?? 3),
    seed: Number(given("--seed") ?? Date.now() % 1_000_000),
    only: given("--only"),
  };
}
