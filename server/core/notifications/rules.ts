/** What people can be told of, how, and which of it they want. */

export const NOTIFICATION_KINDS = [
  "chain_failed",
  "chain_recovered",
  "chain_finished",
  "chain_canceled",
  "step_failed",
  "waiting",
  "schedule_stopped",
  "template_updated",
  "message",
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export const NOTIFICATION_CHANNELS = ["inbox", "email", "webhook"] as const;
export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number];

export type Wanted = Readonly<Record<NotificationChannel, boolean>>;

/** Choices; what is not chosen is as in the rules below. */
export type NotificationRules = { readonly [Kind in NotificationKind]?: Partial<Wanted> };

interface KindRow {
  words: string;
  about: string;
  wanted: Wanted;
}

const everything = { inbox: true, email: true, webhook: true };
const inboxOnly = { inbox: true, email: false, webhook: false };
const nothing = { inbox: false, email: false, webhook: false };

/** Kind by kind: how it is called, when it comes, and what is wanted of it unless somebody chooses. */
export const KINDS: Readonly<Record<NotificationKind, KindRow>> = {
  chain_failed: { words: "Chain failed", about: "An execution failed or ran out of time.", wanted: everything },
  chain_recovered: { words: "Chain recovered", about: "The first success after failures.", wanted: everything },
  chain_finished: { words: "Chain finished", about: "An execution succeeded, perhaps with errors.", wanted: inboxOnly },
  chain_canceled: {
    words: "Chain canceled",
    about: "Somebody or a schedule canceled an execution.",
    wanted: inboxOnly,
  },
  step_failed: { words: "Step failed", about: "A step failed, whatever became of its chain.", wanted: nothing },
  waiting: {
    words: "Waiting for you",
    about: "A question or a manual step waits for your answer.",
    wanted: everything,
  },
  schedule_stopped: { words: "Schedule stopped", about: "It failed too often in a row.", wanted: everything },
  template_updated: {
    words: "New version of a template",
    about: "There is a newer version of a template that you have a copy of.",
    wanted: inboxOnly,
  },
  message: { words: "Message of a chain", about: "A step sent it with notify.send.", wanted: inboxOnly },
};

/** What is wanted of a kind: the chain's rules before the person's, and those before the defaults. */
export function wantedOf(kind: NotificationKind, rules: readonly (NotificationRules | null)[]): Wanted {
  return Object.assign({}, KINDS[kind].wanted, ...rules.toReversed().map((choices) => choices?.[kind]));
}
