/** Who of the tabs reads the stream. */
export interface Leadership {
  /** `lead` is called when this tab becomes the leader, `step` when it is deposed. Returns how to withdraw. */
  campaign(lead: () => void, step: () => void): () => void;
  /** Takes the lead from a leader that does not answer. */
  depose(): void;
}

const LOCK = "chainwright-live";

/**
 * Leadership by a Web Lock: the browser hands it to the next tab in line when its holder closes or crashes. Without the
 * API (a plain http address that is not localhost) every tab leads itself.
 */
export function createLeadership(locks: LockManager | undefined): Leadership {
  let withdrawn = false;
  let release: (() => void) | null = null;
  let enter: (options?: { steal: true }) => void = () => {};
  return {
    campaign(lead, step) {
      withdrawn = false;
      if (!locks) {
        lead();
        return () => {};
      }
      const hold = () => {
        if (withdrawn) return Promise.resolve();
        lead();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      };
      enter = (options) => {
        const request = options ? locks.request(LOCK, options, hold) : locks.request(LOCK, hold);
        request.catch(() => {
          // Another tab took the lock away. If it was ours, stop reading; then stand in line again.
          if (!release || withdrawn) return;
          release = null;
          step();
          enter();
        });
      };
      enter();
      return () => {
        withdrawn = true;
        release?.();
        release = null;
      };
    },
    depose() {
      enter({ steal: true });
    },
  };
}
