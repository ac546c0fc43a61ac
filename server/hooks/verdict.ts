import type { JsonObject } from "../core/json";

/** What came of one try of a hook. */
export interface Verdict {
  /** gone: given up, and the address answered that it is no more. */
  kind: "delivered" | "retry" | "gave_up" | "gone" | "refused";
  /** For people; null when delivered. */
  reason: string | null;
  answer: JsonObject | null;
  /** The host is there and answers. */
  isAnswer: boolean;
  /** The host did not answer, or answered that it is broken: its breaker counts that. */
  broke?: boolean;
  /** The next try comes not before this. */
  notBeforeMs?: number;
  /** The execution that was started. */
  dispatchedId?: string;
}

export const done = (answer: JsonObject | null = null): Verdict => ({
  ...{ kind: "delivered", reason: null, answer, isAnswer: false },
});
export const refused = (reason: string): Verdict => ({ kind: "refused", reason, answer: null, isAnswer: false });
export const again = (reason: string): Verdict => ({ kind: "retry", reason, answer: null, isAnswer: false });
