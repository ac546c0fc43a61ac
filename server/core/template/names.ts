/** The names that the engine puts into every context. No result may have one of these names. */
export const CONTEXT_NAMES = [
  "chain_id",
  "execution_id",
  "start_time",
  "variables",
  "params",
  "results",
  "current_step",
  "completed_steps",
  "errors",
  "steps",
  "execution",
  "secrets",
] as const;

/** Names that exist inside loops only: `item` and `index` with `for_each`, `iteration` with `repeat`. */
export const LOOP_NAMES = ["item", "index", "iteration"] as const;
export type LoopName = (typeof LOOP_NAMES)[number];

export const isLoopName = (name: string): name is LoopName => (LOOP_NAMES as readonly string[]).includes(name);

/** Words that mean something to the template language itself. */
const KEYWORDS = ["true", "false", "nil", "null", "empty", "blank", "and", "or", "not", "contains"] as const;

export const RESERVED_NAMES: ReadonlySet<string> = new Set([...CONTEXT_NAMES, ...LOOP_NAMES, ...KEYWORDS]);

/** What lies under the context's own names; null: anything. */
export const CONTEXT_FIELDS = {
  variables: ["date", "user_id", "scheduled_for"],
  execution: ["id", "status", "origin", "duration_ms"],
  step: ["status", "result", "error", "started_at", "duration_ms"],
  error: ["code", "message"],
} as const;
