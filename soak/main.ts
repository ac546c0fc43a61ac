/**
 * `npm run soak -- [--minutes N] [--seed S]`: breaks everything for so long, looks after each fault whether everything that must hold
 * does, and prints what was done and the targets with what was measured. Ends with code 1 when something did not hold; a target
 * that is only a time is printed as missed.
 */
import { missingFromRun, prepareChaos, runChaos, TEST_BIT } from "./chaos";
import { allFaults, briefFaults } from "./faults/all";
import type { Fault } from "./faults/fault";
import { createRandom, type Random } from "./random";
import { Rig } from "./rig";
import { measureTargets } from "./targets/all";

const flag = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const minutes = flag("minutes", 3);
const seed = flag("seed", Date.now() % 1_000_000);
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : null;
const say = (text: string) => process.stdout.write(`${text}\n`);

say(`seed ${seed}, ${minutes} minutes`);
const random = createRandom(seed);
const rig = await Rig.open({ leaseMs: 2_000, workers: 3 });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await rig.close();
    process.exit(1);
  });
}
const newerPlan = await prepareChaos(rig);
const faults =
  only === "brief" ? briefFaults(random) : only ? allFaults.filter(({ name }) => name.includes(only)) : allFaults;
const broken = await runChaos(rig, forMinutes(faults, random, minutes), {
  random,
  onPhase(fault, ms, found) {
    say(`${(ms / 1000).toFixed(1).padStart(6)} s  ${fault}${found.length > 0 ? `: ${found.length} BROKEN` : ""}`);
    for (const { problem } of found) say(`          ${problem}`);
  },
});
broken.push(...(await newerPlan()));
const missing = await missingFromRun(rig, TEST_BIT);
say("\nWhat was done");
for (const [name, count] of rig.tally.entries) say(`${String(count).padStart(8)}  ${name}`);
for (const [name, count] of [...rig.hits()].sort()) say(`${String(count).padStart(8)}  kill -9 ${name}`);
say("\nTargets");
await measureTargets(
  rig,
  broken,
  Math.max(2, Math.min(10, Math.round(minutes / 2))),
  ({ what, target, measured, met }) => {
    say(`${met ? "met   " : "MISSED"}  ${what}\n          ${target}: ${measured}`);
  },
);
for (const left of await rig.close()) broken.push({ fault: "the end", problem: left });
for (const problem of missing) say(`not tested: ${problem}`);
say(`\n${broken.length} broken promises, ${missing.length} things not tested, seed ${seed}`);
process.exitCode = broken.length + (only === null ? missing.length : 0) > 0 ? 1 : 0;

/** Every fault in another order, over and over, until the time is up; each comes once at least. */
function* forMinutes(list: readonly Fault[], order: Random, limit: number): Generator<Fault> {
  const until = performance.now() + limit * 60_000;
  do yield* order.shuffled(list);
  while (performance.now() < until);
}
