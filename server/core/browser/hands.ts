/** The words of a browser in a person's hands, the same from the page that they see to the browser itself. */

/** What a step does after a person hands the browser back: go on, do the last action again, or fail. */
export const HAND_BACKS = ["continue", "retry", "fail"] as const;
export type HandBack = (typeof HAND_BACKS)[number];

/** What somebody does in the page. Positions are in CSS pixels of the page. */
export type PersonEvent =
  | { type: "move" | "down" | "up"; x: number; y: number; button?: "left" | "middle" | "right" }
  | { type: "wheel"; x: number; y: number; dx: number; dy: number }
  | { type: "text"; text: string }
  | { type: "key"; key: string }
  | { type: "navigate"; url: string }
  | { type: "back" | "forward" | "reload" };
