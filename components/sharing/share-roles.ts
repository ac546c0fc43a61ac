/** What somebody may be given, in words. */
export const SHARE_ROLES = [
  { value: "viewer", name: "Viewer", about: "sees it and everything it did" },
  { value: "runner", name: "Runner", about: "also runs, pauses, cancels and replays" },
  { value: "editor", name: "Editor", about: "also edits, tests and publishes" },
] as const;
export type ShareRole = (typeof SHARE_ROLES)[number]["value"];
