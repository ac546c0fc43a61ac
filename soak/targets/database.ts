import { newId } from "../../server/new-id";
import { startExecutions } from "../../server/store/start-executions";
import { oneStepChain, steadyChain } from "../chains";
import type { Rig } from "../rig";
import { start } from "../starting";
import { ms, type Target } from "./target";

/** A crash of the database until the next transition is recorded, from when it accepts connections again. */
export async function measureDatabaseCrash(rig: Rig, rounds: number): Promise<Target> {
  const samples: number[] = [];
  const before = rig.workers.map(({ process }) => process.pid);
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(Array.from({ length: 20 }, () => start(rig, steadyChain)));
    const acceptsAt = await rig.database.crash();
    // One more is started, so that there is something to record also when all others were quick.
    const { id } = await start(rig, steadyChain);
    await rig.settles(async () => {
      const [row] = await rig.sql<
        { last: number }[]
      >`select max(seq) as last from execution_events where execution_id = ${id}`;
      return (row?.last ?? 0) > 1;
    }, 30_000);
    samples.push(performance.now() - acceptsAt);
    await rig.settles(
      async () =>
        (
          await rig.sql`select from executions where ended_at is null and not held
      and plan_format = (select min(plan_format) from executions)`
        ).length === 0,
      60_000,
    );
  }
  const ended = rig.workers.filter(({ process }) => !process.alive);
  const exits = before.length - (rig.workers.length - ended.length);
  // What it said last is all that a process which should not have ended leaves behind.
  const words = ended.map(({ process }) => process.lines.slice(-40).join(" | "));
  const worst = Math.max(...samples);
  return {
    what: "Postgres crash-restart until the next transition",
    target: "≤ 3 s after it accepts, no process exits",
    measured: `${ms(worst)} (worst of ${rounds}), ${[`${exits} exits`, ...words].join("; ")}`,
    met: worst <= 3_000 && exits === 0,
  };
}

export async function measureIdempotency(rig: Rig): Promise<Target> {
  const idempotencyKey = newId();
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      startExecutions(rig.sql, [
        {
          ...{ id: newId(), userId: null, chainId: null, chainName: oneStepChain.name, versionNumber: null },
          ...{
            planHash: oneStepChain.plan.hash,
            origin: "api" as const,
            idempotencyKey,
            params: {},
            createdAt: new Date(),
          },
        },
      ]),
    ),
  );
  const ids = new Set(answers.flat().map(({ id }) => id));
  const rows = await rig.sql`select from executions where idempotency_key = ${idempotencyKey}`;
  return {
    what: "100 parallel starts with one idempotency key",
    target: "1 execution, all get its id",
    measured: `${rows.length} execution, ${ids.size} id`,
    met: rows.length === 1 && ids.size === 1,
  };
}
