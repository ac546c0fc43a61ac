/** Tells an attempt to stop. The signal that tools see is made when one asks for it: most never do, and it is large. */
export class StopSignal<Reason> {
  private controller: AbortController | null = null;
  private given: Reason | null = null;

  /** Why it was told to stop; null: it was not. */
  get reason(): Reason | null {
    return this.given;
  }

  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.given !== null) this.controller.abort(this.given);
    }
    return this.controller.signal;
  }

  /** The first reason counts. */
  stop(reason: Reason): void {
    if (this.given !== null) return;
    this.given = reason;
    this.controller?.abort(reason);
  }
}
