/**
 * NOTIFY channels. Each is a hint, sent at most once per transaction; whoever waits for one also polls, since a hint
 * can get lost.
 */
export const CHANNELS = {
  /** Some execution can be claimed. No payload. */
  work: "chainwright_work",
  /** A command was recorded; the payload is the execution's id. */
  command: "chainwright_command",
  /** Events were recorded; the payload is a list of execution ids, or `*` when the list was too long. */
  events: "chainwright_events",
  /** Notifications of a user changed; the payload is the user's id. */
  notifications: "chainwright_notifications",
  /** Deliveries of lifecycle hooks wait, or an administrator changed the hooks of all chains. No payload. */
  hooks: "chainwright_hooks",
  /** An open browser shows something new; the payload is the execution's id. */
  views: "chainwright_views",
  /** A person wants something of an open browser; the payload says which, and what they did there, as JSON. */
  hands: "chainwright_hands",
  /** What a person may do has changed: a share, a role, a session; the payload is the person's id. */
  access: "chainwright_access",
  /** An administrator changed settings of the server. No payload. */
  settings: "chainwright_settings",
} as const;
export type Channel = keyof typeof CHANNELS;

/** Postgres takes less than 8,000 bytes. */
const MAX_PAYLOAD = 7_500;

/** The payload of `events` for these executions. */
export function eventsPayload(ids: readonly string[]): string {
  // Not put together only to be measured: nearly all ids are of one length.
  if (ids.length * (ids[0]?.length ?? 0) > MAX_PAYLOAD) return "*";
  const list = ids.join(",");
  return list.length > MAX_PAYLOAD ? "*" : list;
}
