import type { Sql } from "../../db/client";
import { admitHeld, heldKeys } from "../store/concurrency";
import type { EngineLog } from "./ports";

/** Lets executions go on that waited for others with their concurrency key: at each end, and by looking now and then. */
export class Admission {
  private busy: Promise<void> = Promise.resolve();
  private sweeping = false;

  constructor(
    private readonly sql: Sql,
    private readonly log: EngineLog,
  ) {}

  /** An execution with this key has ended. */
  room(key: string): void {
    this.busy = this.busy.then(() => this.admit([key]));
  }

  /** Whatever a process that died left undone. One sweep at a time. */
  sweep(): void {
    if (this.sweeping) return;
    this.sweeping = true;
    this.busy = this.busy
      .then(async () => this.admit(await heldKeys(this.sql)))
      .catch((error) => this.log.warn({ err: error }, "Held executions could not be looked at; trying again."))
      .finally(() => {
        this.sweeping = false;
      });
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return this.busy;
  }

  private async admit(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      try {
        await admitHeld(this.sql, key);
      } catch (error) {
        // The sweep comes by again.
        this.log.warn({ err: error, key }, "Held executions could not be admitted; trying again.");
      }
    }
  }
}
