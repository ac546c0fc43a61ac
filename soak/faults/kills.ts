import { FAILPOINTS, type Failpoint } from "../../server/engine/failpoints";
import { chainNamed, type SoakChain, soakChains } from "../chains";
import type { Rig, Worker } from "../rig";
import type { Fault } from "./fault";

/** More work is started until somebody comes to the failpoint; this often at most. */
const TRIES = 12;

/** Work that leads a worker to a failpoint which it does not pass all the time. */
function baitFor(failpoint: Failpoint): readonly SoakChain[] | null {
  const few = (name: string) => Array.from({ length: 6 }, () => chainNamed(name));
  if (failpoint.endsWith("-cancel")) return few("Canceled");
  if (failpoint.endsWith("-answer")) return few("Asked");
  if (failpoint.includes("-child-")) return few("Parent");
  return null;
}

/** `kill -9` at a failpoint: one worker is armed and ends itself there. */
export function killAt(failpoint: Failpoint): Fault {
  return {
    name: `kill -9 ${failpoint}`,
    async inject({ rig, batch, random }) {
      const victim = rig.victim(random);
      if (failpoint === "before-hand-over") return killInHandOver(rig, victim);
      const bait = baitFor(failpoint);
      await rig.order(victim, { do: "arm", failpoint: `${failpoint}:${bait ? 1 : random.between(1, 3)}` });
      if (bait) await batch.begin(bait);
      const hit = () => !victim.process.alive;
      for (let tries = 0; tries < TRIES && !(await rig.settles(hit, 1_500)); tries += 1) {
        await batch.begin(bait ?? soakChains);
      }
      if (!hit()) await rig.order(victim, { do: "arm", failpoint: null });
      rig.tally.add(hit() ? "kills" : "kills that found nobody");
    },
  };
}

async function killInHandOver(rig: Rig, victim: Worker): Promise<void> {
  await rig.order(victim, { do: "arm", failpoint: "before-hand-over" });
  victim.process.signal("SIGTERM");
  await victim.process.exited;
  rig.tally.add("kills");
}

/** All of them, each by its name. */
export const killsAtFailpoints: readonly Fault[] = FAILPOINTS.map(killAt);

/** Two at a time, of two workers: in half the time. */
export function inPairs(faults: readonly Fault[]): Fault[] {
  return faults.flatMap((first, index) => {
    if (index % 2 === 1) return [];
    const second = faults[index + 1];
    return second ? [both(first, second)] : [first];
  });
}

const both = (first: Fault, second: Fault): Fault => ({
  name: `${first.name}, ${second.name}`,
  async inject(scene) {
    await Promise.all([first.inject(scene), second.inject(scene)]);
  },
});

/** `kill -9` from outside, at no particular place. */
export const killAnywhere: Fault = {
  name: "kill -9 anywhere",
  async inject({ rig, random }) {
    const victim = rig.victim(random);
    await rig.ledger.until(random.between(5, 25), {});
    victim.process.signal("SIGKILL");
    await victim.process.exited;
    rig.tally.add("kills");
  },
};
