/** What a session may use up at most. Beyond it the step fails with a clear reason, and the session is closed. */
export interface BrowserLimits {
  tabs: number;
  downloadBytes: number;
  /** Dialogs of one step. */
  dialogs: number;
  /** How long a page may not answer at all. */
  silentMs: number;
  /** A shared session that no step uses is closed after so long; its recorded state brings it back. */
  idleMs: number;
}

export const BROWSER_LIMITS: BrowserLimits = {
  tabs: 20,
  downloadBytes: 50 * 1024 * 1024,
  dialogs: 50,
  silentMs: 10_000,
  idleMs: 15 * 60_000,
};
