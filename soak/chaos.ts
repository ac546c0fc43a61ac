/** Breaks one thing after the other while executions run, and after each looks whether everything that must hold does. */
import { PLAN_FORMAT } from "../server/core/plan/plan";
import { FAILPOINTS } from "../server/engine/failpoints";
import { Batch } from "./batch";
import { bombChain, longChain, oneStepChain, soakChains, steadyChain } from "./chains";
import type { Fault } from "./faults/fault";
import type { Random } from "./random";
import type { Rig } from "./rig";
import { prepareChains, start } from "./starting";

/** What did not hold, and after which fault. */
export interface Broken {
  fault: string;
  problem: string;
}

export interface ChaosOptions {
  random: Random;
  /** Called with each fault's name, how long the phase took, and what it broke. */
  onPhase?(fault: string, ms: number, broken: readonly Broken[]): void;
}

/** Runs the faults in this order on a fresh rig, or goes on with another list on the same one. */
export async function runChaos(rig: Rig, faults: Iterable<Fault>, options: ChaosOptions): Promise<Broken[]> {
  const broken: Broken[] = [];
  for (const fault of faults) {
    const began = performance.now();
    const found = await runPhase(rig, fault, options.random);
    broken.push(...found);
    options.onPhase?.(fault.name, performance.now() - began, found);
  }
  return broken;
}

/** One phase: executions start, the fault comes, it is healed, all of them end, and the books are looked at. */
async function runPhase(rig: Rig, fault: Fault, random: Random): Promise<Broken[]> {
  const batch = new Batch(rig);
  await batch.begin([...random.shuffled(soakChains), steadyChain, steadyChain]);
  let whole = false;
  const settled = batch.settle(() => whole);
  await fault.inject({ rig, batch, random });
  await rig.refill();
  whole = true;
  const problems = [...(await settled), ...(await batch.audit())];
  return problems.map((problem) => ({ fault: fault.name, problem }));
}

/** Keeps the chains, and an execution whose plan only a newer program knows. Returns how to see that nobody touched it. */
export async function prepareChaos(rig: Rig): Promise<() => Promise<Broken[]>> {
  await prepareChains(rig, [...soakChains, steadyChain, oneStepChain, longChain, bombChain]);
  // Recorded as held for a moment, so that no worker can be quicker than the change of its format.
  const { id } = await start(rig, oneStepChain, null, { heldForMs: 60_000 });
  await rig.sql`update executions set plan_format = ${PLAN_FORMAT + 1}, wake_at = now() where id = ${id}`;
  return async () => {
    const [row] = await rig.sql`select status, fence, seq, owner from executions where id = ${id}`;
    const untouched = row?.status === "queued" && row.fence === 0 && row.seq === 1 && row.owner === null;
    const problem = `An execution with a newer plan was touched: ${JSON.stringify(row)}`;
    return untouched ? [] : [{ fault: "two versions of the program", problem }];
  };
}

/** What a complete run must have done for its silence to mean anything, besides hitting every failpoint. */
export const TEST_BIT: readonly string[] = [
  ...["kills", "takeovers", "refused writes", "freezes", "hand-overs", "clock jumps", "exhausted pools"],
  ...["crash loops given up", "network faults", "database crashes"],
  ...["deliveries of hooks", "deliveries given up", "requests of hooks received again"],
];

/** What of the test bit is missing. */
export async function missingFromRun(rig: Rig, counts: readonly string[]): Promise<string[]> {
  const hits = rig.hits();
  rig.tally.add("takeovers", (await rig.database.takeovers()) - rig.tally.of("takeovers"));
  rig.tally.add("refused writes", rig.heard("Writes were refused") - rig.tally.of("refused writes"));
  const silent = FAILPOINTS.filter((name) => !hits.has(name)).map((name) => `the failpoint ${name} was never hit`);
  const none = counts.filter((name) => rig.tally.of(name) === 0).map((name) => `there were no ${name}`);
  return [...silent, ...none];
}
