import { dueAt } from "../core/notifications/due";
import { wantedOf } from "../core/notifications/rules";
import type { Settled, UnsettledNote } from "../store/notification-settling";

/** The ways that the operator has set up. */
export interface Ways {
  email: boolean;
}

/** Decides who is told how: the rules of the person and of the chain, and the hours in which they want to be left alone. */
export function settle(note: UnsettledNote, ways: Ways): Settled {
  const kind = note.recovered ? "chain_recovered" : note.kind;
  const wanted = wantedOf(kind, [note.chainRules, note.rules]);
  const channels = (["email", "webhook"] as const).filter(
    (channel) => wanted[channel] && (channel === "email" ? ways.email : note.hasWebhook),
  );
  return {
    id: note.id,
    shown: wanted.inbox,
    becomes: note.recovered ? { kind, title: `${note.chainName} has recovered` } : null,
    sends: channels.map((channel) => ({ channel, dueAt: dueAt(note, channel, note.createdAt) })),
  };
}
