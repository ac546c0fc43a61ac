import type { Random } from "../random";
import { crashDatabase } from "./database";
import type { Fault } from "./fault";
import { inPairs, killAnywhere, killsAtFailpoints } from "./kills";
import { networkFaults } from "./network";
import { bomb, exhaustPools, freeze, jumpClocks, rollOver } from "./processes";

const others: readonly Fault[] = [
  killAnywhere,
  freeze,
  rollOver,
  jumpClocks,
  exhaustPools,
  bomb,
  ...networkFaults,
  crashDatabase,
];

/** Every fault, one at a time. */
export const allFaults: readonly Fault[] = [...killsAtFailpoints, ...others];

/** Every fault in short: kills in pairs. */
export const briefFaults = (random: Random): Fault[] => [...inPairs(random.shuffled(killsAtFailpoints)), ...others];
