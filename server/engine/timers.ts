import type { Clock } from "./ports";

/** The timers of one execution, by what they are for. */
export class Timers {
  /** Most executions have none. */
  private cancels: Map<string, () => void> | null = null;

  constructor(private readonly clock: Clock) {}

  /** Calls `due` at `wakeAt` or later, with the time; replaces what was set under the key. */
  set(key: string, wakeAt: number, due: (at: number) => void): void {
    this.cancels ??= new Map();
    const { cancels } = this;
    cancels.get(key)?.();
    const wake = () => {
      cancels.delete(key);
      due(Math.max(this.clock.now(), wakeAt));
    };
    cancels.set(key, this.clock.schedule(wakeAt, wake));
  }

  clear(): void {
    if (!this.cancels) return;
    for (const cancel of this.cancels.values()) cancel();
    this.cancels.clear();
  }
}
