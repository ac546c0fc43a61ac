/**
 * Executions that have seen their process end more than once without getting on. One of them may be what ends it: a step that
 * takes the whole process down does so again wherever it is taken up, and everything that runs beside it loses its work each time. So
 * a process takes up one such execution at a time. The guilty one is soon alone with its failures, and is given up after the fifth;
 * the others get on, and are under no suspicion any more.
 */
export class Suspects {
  private readonly since = new Map<string, number>();

  constructor(private readonly monotonic: () => number) {}

  /** How many more may be taken up now. */
  get room(): number {
    for (const [id, since] of this.since) {
      // It has run for so long that it is not what ends the process, or not at once.
      if (this.monotonic() - since > ALONE_FOR_MS) this.since.delete(id);
    }
    return this.since.size === 0 ? 1 : 0;
  }

  add(id: string): void {
    this.since.set(id, this.monotonic());
  }

  /** It got on, ended, or left this process. True: there is room for the next. */
  clear(id: string): boolean {
    return this.since.delete(id);
  }
}

const ALONE_FOR_MS = 10_000;
