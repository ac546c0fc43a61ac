import { setImmediate as nextTurn } from "node:timers/promises";

/** An item, and who hears what came of it. */
export interface Waiting<Item, Answer> {
  item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Group commit: what many callers want to write goes out in one statement. A write starts at once when none is under
 * way; what arrives meanwhile goes with the next one. So an idle system pays one commit per write and a busy one shares it.
 */
export class GroupCommit<Item, Answer> {
  private waiting: Waiting<Item, Answer>[] = [];
  private readonly idlers: (() => void)[] = [];
  private busy = false;

  /** `write` gets a batch and answers for each item, in order. */
  constructor(
    private readonly write: (items: Item[]) => Promise<Answer[]>,
    private readonly maxBatch = 500,
  ) {}

  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => this.put({ item, resolve, reject }));
  }

  /** The same for who adds thousands a second: neither `resolve` nor `reject` may throw. */
  put(entry: Waiting<Item, Answer>): void {
    this.waiting.push(entry);
    if (this.busy) return;
    this.busy = true;
    // One turn later, so that callers of the same turn share the first batch.
    setImmediate(() => void this.pump());
  }

  private async pump(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.maxBatch);
      try {
        const answers = await this.write(batch.map((entry) => entry.item));
        batch.forEach((entry, index) => {
          entry.resolve(answers[index] as Answer);
        });
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
      // Let those who were waiting for this batch add what they do next, so that it shares one statement.
      await nextTurn();
    }
    this.busy = false;
    for (const resolve of this.idlers.splice(0)) resolve();
  }

  /** Resolves when nothing waits to be written. */
  idle(): Promise<void> {
    return this.busy ? new Promise((resolve) => this.idlers.push(resolve)) : Promise.resolve();
  }
}
