/** What is agreed between the chains that have hooks, the workers that deliver them, and the receiver. */

/** The variable by which hooks name the receiver. */
export const RECEIVER_VARIABLE = "SOAK_RECEIVER";

/** Far shorter than in production, so that what a dead worker was at comes again soon. */
export const DELIVERY_LEASE = { seconds: 3, sendWithinMs: 1_500 };

/** What the receiver answers, by the path that is asked for. */
export const ANSWERS = {
  /** 200. */
  plain: "/plain",
  /** 429 to the first request of a delivery, then 200. */
  flaky: "/flaky",
  /** A redirect, which nobody follows: the delivery is given up. */
  moved: "/moved",
  /** 200; asked by hooks that decide, before there is a row of it. */
  decides: "/decides",
} as const;

/** A hook of the soak, as YAML in a line. */
export const webhook = (path: string, rest = ""): string =>
  `{ type: webhook, params: { url: "\${${RECEIVER_VARIABLE}}${path}", timeout: 1, retry: { max_attempts: 50, initial_delay: 0.1, max_delay: 0.5 } }${rest} }`;
