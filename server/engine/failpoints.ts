/**
 * Places at which a test ends this process as `kill -9` does: before and after each commit and each effect. Nothing is armed
 * unless the environment says so when the process starts, or a test's own worker arms one; then a hit is written to a file
 * first, so that the test knows that its kill came from here.
 *
 *   CHAINWRIGHT_FAILPOINT=after-flush:3   at the third hit
 *   CHAINWRIGHT_FAILPOINT_FILE=/tmp/hits  gets a line `after-flush <pid>`
 */
import { appendFileSync } from "node:fs";

export const FAILPOINTS = [
  ...(["before-claim", "after-claim", "before-effect", "after-effect", "before-flush", "after-flush"] as const),
  // Flushes that do something special: end an execution, let go of one that waits, obey an order, begin or answer a sub-chain.
  ...(["before-finish", "after-finish", "before-wait", "after-wait", "before-cancel", "after-cancel"] as const),
  ...(["before-answer", "after-answer", "before-child-start", "after-child-start"] as const),
  ...(["before-child-end", "after-child-end", "before-start", "after-start", "before-hand-over"] as const),
  // A delivery of a hook: claimed and not sent, sent and not recorded.
  ...(["before-hook", "after-hook"] as const),
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

let armed: { name: string; left: number } | null = parse(process.env.CHAINWRIGHT_FAILPOINT);

/** Whether any is armed: asked before work that is only needed to name one. */
export const failpointsArmed = (): boolean => armed !== null;

/** Ends the process here if this one is armed and it is its turn. */
export function failpoint(name: Failpoint): void {
  if (armed === null || armed.name !== name) return;
  armed.left -= 1;
  if (armed.left > 0) return;
  const file = process.env.CHAINWRIGHT_FAILPOINT_FILE;
  if (file) appendFileSync(file, `${name} ${process.pid}\n`);
  process.kill(process.pid, "SIGKILL");
}

/** Arms one from inside a running process: `name[:nth]`; null takes it back. */
export function armFailpoint(spec: string | null): void {
  armed = parse(spec ?? undefined);
}

function parse(spec: string | undefined): { name: string; left: number } | null {
  if (!spec) return null;
  const [name = "", nth = "1"] = spec.split(":");
  if (!FAILPOINTS.some((known) => known === name)) throw new Error(`There is no failpoint "${name}".`);
  return { name, left: Number(nth) };
}
