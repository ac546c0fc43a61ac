/** What a token may do for its person; each route of the API names the one that it needs. In the order of forms. */
export const TOKEN_SCOPES = {
  "executions:read": "status, results, logs",
  "chains:run": "start, pause, answer, cancel",
  "chains:read": "definitions, versions",
  "chains:write": "create, edit, delete",
  "files:read": "files of executions",
  "tasks:read": "tasks and their history",
  "tasks:write": "create, run, delete tasks",
  "templates:read": "the gallery, templates as files",
  "templates:write": "publish, import, withdraw templates",
  "metrics:read": "numbers of the server, for administrators",
} as const;

export type TokenScope = keyof typeof TOKEN_SCOPES;

/** Everything that its person may do, also what later versions add. */
export const ALL_SCOPES = "all";

export const SCOPE_NAMES = Object.keys(TOKEN_SCOPES) as TokenScope[];

/** Whether scopes of a token cover one that is needed. */
export const covers = (scopes: readonly string[], needed: TokenScope): boolean =>
  scopes.includes(ALL_SCOPES) || scopes.includes(needed);
