import { setTimeout as wait } from "node:timers/promises";
import { bombChain, oneStepChain } from "../chains";
import type { Fault } from "./fault";

/** Longer than its lease, so that others have taken over when it thaws. */
const PAST_LEASE_MS = 1_500;

export const freeze: Fault = {
  name: "SIGSTOP past the lease, SIGCONT",
  async inject({ rig, random }) {
    const frozen = rig.victim(random);
    frozen.away = true;
    frozen.process.signal("SIGSTOP");
    await wait(rig.leaseMs + PAST_LEASE_MS);
    frozen.process.signal("SIGCONT");
    frozen.away = false;
    rig.tally.add("freezes");
  },
};

export const rollOver: Fault = {
  name: "SIGTERM, one after the other",
  async inject({ rig }) {
    for (const leaving of [...rig.workers]) {
      await rig.addWorker();
      leaving.away = true;
      leaving.process.signal("SIGTERM");
      await leaving.process.exited;
      await rig.bury(leaving);
      rig.tally.add("hand-overs");
    }
  },
};

export const jumpClocks: Fault = {
  name: "clocks jump back and forth",
  async inject({ rig, random }) {
    for (const worker of rig.workers) {
      const ms = random.pick([-8_000, -1_500, 1_500, 8_000]);
      await rig.order(worker, { do: "jump", ms });
      rig.tally.add("clock jumps");
      await wait(300);
      await rig.order(worker, { do: "jump", ms: -ms });
    }
  },
};

export const exhaustPools: Fault = {
  name: "every connection of the pool is busy",
  async inject({ rig }) {
    await Promise.all(rig.workers.map((worker) => rig.order(worker, { do: "exhaust", ms: rig.leaseMs / 2 })));
    rig.tally.add("exhausted pools", rig.workers.length);
  },
};

/** Claimed together with it, and at the same point of their lives each time that it crashes. */
const BYSTANDERS = Array.from({ length: 20 }, () => oneStepChain);

/** A step that ends its process every time: it alone is given up, not those that ran beside it. */
export const bomb: Fault = {
  name: "a step that kills its process",
  async inject({ rig, batch }) {
    const [id = ""] = await batch.begin([bombChain, ...BYSTANDERS]);
    const ended = async () => {
      await rig.refill();
      return (await rig.sql`select from executions where id = ${id} and ended_at is not null`).length > 0;
    };
    await rig.settles(ended, 60_000);
    const [step] = await rig.sql`select reason->>'code' as code from step_executions
      where execution_id = ${id} and step_id = 'bomb'`;
    rig.tally.add(step?.code === "crash_loop" ? "crash loops given up" : "crash loops not given up");
  },
};
