import type { Batch } from "../batch";
import type { Random } from "../random";
import type { Rig } from "../rig";

/** Something that breaks while a batch runs. `inject` returns when it is over, or as far as it can go. */
export interface Fault {
  name: string;
  inject(scene: { rig: Rig; batch: Batch; random: Random }): Promise<void>;
}
