import type { Broken } from "../chaos";
import type { Rig } from "../rig";
import { measureBurst } from "./burst";
import { measureDatabaseCrash, measureIdempotency } from "./database";
import { measureHostile } from "./hostile";
import { measureHandOver, measureTakeover, onlyWorkers } from "./processes";
import { openStage } from "./stage";
import { measureReconnects, measureSlowReaders } from "./stream";
import type { Target } from "./target";

/** Measures all targets but the first, which is what the chaos has found. `rounds`: how often what is slow is repeated. */
export async function measureTargets(
  rig: Rig,
  broken: readonly Broken[],
  rounds: number,
  told: (row: Target) => void,
): Promise<void> {
  told(promise(broken, rig));
  told(hooks(broken, rig));
  told(await measureTakeover(rig, rounds));
  told(await measureHandOver(rig, rounds));
  await onlyWorkers(rig, 2);
  told(await measureDatabaseCrash(rig, rounds));
  told(await measureIdempotency(rig));
  const stage = await openStage(rig);
  told(await measureReconnects(rig, stage));
  told(await measureBurst(rig, stage));
  told(await measureHostile());
  told(await measureSlowReaders(rig, stage));
  await stage.close();
}

function promise(broken: readonly Broken[], rig: Rig): Target {
  const count = (text: string) => broken.filter(({ problem }) => problem.includes(text)).length;
  const [lost, again, gaps] = [count("lost") + count("is gone"), count("was called while"), count("has number")];
  const others = broken.filter(({ problem }) => !isOfHooks(problem)).length - lost - again - gaps;
  return {
    what: "acknowledged executions lost, steps started after recorded success, gaps in seq",
    target: "0",
    measured: `${lost}, ${again}, ${gaps}; ${others} other (${rig.tally.of("executions")} executions, ${rig.tally.of("calls")} calls)`,
    met: lost + again + gaps + others === 0,
  };
}

const isOfHooks = (problem: string): boolean => /^deliver(y|ies) /.test(problem);

function hooks(broken: readonly Broken[], rig: Rig): Target {
  const wrong = broken.filter(({ problem }) => isOfHooks(problem)).length;
  const [owed, received] = [rig.tally.of("deliveries of hooks"), rig.tally.of("requests of hooks received")];
  return {
    what: "deliveries of hooks missing, doubled, not ended, not received or out of order",
    target: "0",
    measured: `${wrong} (${owed} deliveries, ${received} requests, ${rig.tally.of("requests of hooks received again")} of them again)`,
    met: wrong === 0,
  };
}
