import type { Clock } from "./ports";

/** The timers of one execution, by what they are for. */
export class Timers {
  private readonly cancels = new Map<string, () => void>();

  constructor(private readonly clock: Clock) {}

  /** Calls `due` at `wakeAt` or later, with the time; replaces what was set under the key. */
  set(key: string, wakeAt: number, due: (at: number) => void): void {
    this.cancels.get(key)?.();
    const wake = () => {
      this.cancels.delete(key);
      due(Math.max(this.clock.now(), wakeAt));
    };
    this.cancels.set(key, this.clock.schedule(wakeAt, wake));
  }

  clear(): void {
    for (const cancel of this.cancels.values()) cancel();
    this.cancels.clear();
  }
}
