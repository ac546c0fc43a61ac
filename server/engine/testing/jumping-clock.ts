import { systemClock } from "../clock";
import type { Clock } from "../ports";

/**
 * The clock of a machine whose time is set while the process runs: `now` jumps, timers that are under way run on, and the
 * database keeps its own time, so `offsetMs` stays 0.
 */
export class JumpingClock implements Clock {
  jumpedMs = 0;

  now(): number {
    return Date.now() + this.jumpedMs;
  }

  monotonic(): number {
    return performance.now();
  }

  offsetMs(): number {
    return 0;
  }

  schedule(atMs: number, wake: () => void): () => void {
    return systemClock.schedule(atMs - this.jumpedMs, wake);
  }
}
