import { ToolError } from "../tool";

/** The first thing that went wrong with a session beyond repair. Whatever a step waits for then, it hears of this instead. */
export class Fault {
  private reject: (error: ToolError) => void = () => {};
  private readonly raised: Promise<never>;
  error: ToolError | null = null;

  constructor() {
    this.raised = new Promise((_, reject) => {
      this.reject = reject;
    });
    this.raised.catch(() => {});
  }

  raise(message: string, { retryable = true } = {}): void {
    if (this.error) return;
    this.error = new ToolError(message, { retryable });
    this.reject(this.error);
  }

  /** The work's result unless something goes wrong beyond repair first. */
  orElse<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.raised]);
  }
}
