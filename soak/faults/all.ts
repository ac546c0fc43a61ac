import { crashDatabase } from "./database";
import type { Fault } from "./fault";
import { killAnywhere, killsAtFailpoints } from "./kills";
import { networkFaults } from "./network";
import { bomb, exhaustPools, freeze, jumpClocks, rollOver } from "./processes";

export const allFaults: readonly Fault[] = [
  ...killsAtFailpoints,
  killAnywhere,
  freeze,
  rollOver,
  jumpClocks,
  exhaustPools,
  bomb,
  ...networkFaults,
  crashDatabase,
];
