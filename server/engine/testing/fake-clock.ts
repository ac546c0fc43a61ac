import type { Clock } from "../ports";

/**
 * Time that stands still until a test moves it. Database times follow by `offsetMs`. The monotonic clock is the real one:
 * a jump of the wall clock must not cost a lease.
 */
export class FakeClock implements Clock {
  private current: number;
  private timers: { at: number; wake: () => void }[] = [];

  constructor(start = Date.now()) {
    this.current = start;
  }

  now(): number {
    return this.current;
  }

  monotonic(): number {
    return performance.now();
  }

  offsetMs(): number {
    return this.current - Date.now();
  }

  schedule(at: number, wake: () => void): () => void {
    const timer = { at, wake };
    this.timers.push(timer);
    // What is due already runs in the next turn, as with real timers.
    if (at <= this.current) setImmediate(() => this.timers.includes(timer) && this.advance(0));
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Moves time on and runs what falls due, in order. */
  advance(ms: number): void {
    const target = this.current + ms;
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= target).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.current = Math.max(this.current, next.at);
      next.wake();
    }
    this.current = target;
  }
}
