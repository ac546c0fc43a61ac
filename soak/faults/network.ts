import { setTimeout as wait } from "node:timers/promises";
import type { TcpProxy } from "../../server/engine/testing/tcp-proxy";
import type { Rig } from "../rig";
import type { Fault } from "./fault";

/** Breaks the line of one worker for a while, and heals it. */
function broken(name: string, forMs: (rig: Rig) => number, breakLine: (line: TcpProxy) => void | Promise<void>): Fault {
  return {
    name,
    async inject({ rig, random }) {
      const worker = rig.victim(random);
      worker.away = true;
      await breakLine(worker.line);
      await wait(forMs(rig));
      await worker.line.heal();
      worker.away = false;
      rig.tally.add("network faults");
    },
  };
}

const short = () => 300;
const pastLease = (rig: Rig) => rig.leaseMs + 1_000;

export const networkFaults: readonly Fault[] = [
  broken("connections reset", short, (line) => {
    line.reset();
  }),
  broken("connections refused past the lease", pastLease, async (line) => {
    await line.refuse();
    line.reset();
  }),
  broken("half open towards the database", pastLease, (line) => {
    line.toServer.swallow = true;
  }),
  broken("half open towards the process", pastLease, (line) => {
    line.toClient.swallow = true;
  }),
  broken("slow line", pastLease, (line) => {
    line.toServer.delayMs = 150;
    line.toClient.delayMs = 150;
  }),
  // What it wrote while it had the lease arrives when others have taken over: these writes have to be refused.
  broken("writes that arrive after the lease", pastLease, (line) => {
    line.toServer.delayMs = 5_000;
  }),
];
