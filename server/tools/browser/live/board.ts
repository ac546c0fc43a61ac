/**
 * Where sessions show themselves to people, and hear from them. People may be connected to another process than the one that has
 * the browser, so this is a port: in the product a table and signals stand behind it.
 */
import type { HandBack, PersonEvent } from "../../../core/browser/hands";

export interface ViewKey {
  executionId: string;
  /** Name of the session within the execution. */
  session: string;
}

export interface ViewFacts {
  /** The step that uses the session; null: none does at the moment. */
  stepId: string | null;
  url: string;
  title: string;
  /** The step stands still for a person. */
  paused: boolean;
  /** What the step does next, in words: `4 of 4: wait for /account`. */
  nextAction: string | null;
}

export interface Frame {
  jpeg: Buffer;
  /** Of the page, in CSS pixels: what positions of the pointer relate to. */
  width: number;
  height: number;
  url: string;
  title: string;
}

export interface Hold {
  userId: string;
  name: string;
  /** Epoch milliseconds: then it is handed back by itself. */
  until: number;
}

/** What people want of a session. Epoch milliseconds. */
export interface ViewOrders {
  watchedUntil: number | null;
  hold: Hold | null;
  handBack: HandBack | null;
}

export type Told =
  | { type: "orders"; key: ViewKey }
  | { type: "input"; key: ViewKey; userId: string; events: PersonEvent[] }
  /** Something may have been missed. */
  | { type: "all" };

export interface BrowserBoard {
  /** The session is open in this process. What people wanted of it before stays. */
  open(key: ViewKey): Promise<ViewOrders>;
  describe(key: ViewKey, facts: Partial<ViewFacts>): Promise<void>;
  show(key: ViewKey, frame: Frame): Promise<void>;
  orders(key: ViewKey): Promise<ViewOrders>;
  /** The step has gone on: nobody has the browser any more. */
  settle(key: ViewKey): Promise<void>;
  /** All of these are still open here. */
  beat(keys: readonly ViewKey[]): Promise<void>;
  close(key: ViewKey): Promise<void>;
  listen(listener: (told: Told) => void): () => void;
}

const NOBODY: ViewOrders = { watchedUntil: null, hold: null, handBack: null };

/** For processes where nobody can look. */
export const NO_BOARD: BrowserBoard = {
  open: async () => NOBODY,
  describe: async () => {},
  show: async () => {},
  orders: async () => NOBODY,
  settle: async () => {},
  beat: async () => {},
  close: async () => {},
  listen: () => () => {},
};
