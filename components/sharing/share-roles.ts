/** What somebody may be given, in words. */
export const SHARE_ROLES = [
  { value: "viewer", name: "Viewer", about: "sees it and everything it did" },
  { value: "runner", name: "Runner", about: "also runs, pauses, cancels and replays" },
  { value: "editor", name: "Editor", about: "also edits, tests and publishes" },
] as const;
export type ShareRole = (typeof SHARE_ROLES)[number]["value"];

/** What each role lets one do, after "you". */
export const ROLE_VERBS = { viewer: "view", runner: "run", editor: "edit", owner: "own" } as const;
