import type { Clock } from "./ports";

/** Node's longest timer; longer waits are cut into pieces. */
const LONGEST_MS = 2 ** 31 - 1;

/** The real time. Its timers keep no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  offsetMs: () => 0,
  schedule(atMs, wake) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = atMs - Date.now();
      timer = setTimeout(() => (left > LONGEST_MS ? arm() : wake()), Math.min(Math.max(left, 0), LONGEST_MS));
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  },
};
