import { EXECUTION_STATUSES, type ExecutionStatus, isExecutionEnded } from "./states";

/** What a person or program can ask of an execution. */
export const EXECUTION_ACTIONS = ["cancel", "pause", "resume", "continue", "answer", "replay"] as const;
export type ExecutionAction = (typeof EXECUTION_ACTIONS)[number];

const ENDED = EXECUTION_STATUSES.filter(isExecutionEnded);

const ALLOWED: Readonly<Record<ExecutionAction, readonly ExecutionStatus[]>> = {
  cancel: ["queued", "running", "paused"],
  pause: ["running"],
  resume: ["paused"],
  continue: ["running", "paused"],
  answer: ["running", "paused"],
  replay: ENDED,
};

const SAID: Readonly<Record<ExecutionStatus, string>> = {
  queued: "is queued",
  running: "is running",
  paused: "is paused",
  succeeded: "has succeeded",
  failed: "has failed",
  canceled: "was canceled",
  timed_out: "has timed out",
};

/** Null when the action is allowed; else the one sentence that every surface shows. */
export function whyNot(action: ExecutionAction, status: ExecutionStatus): string | null {
  const allowed = ALLOWED[action];
  if (allowed.includes(status)) return null;
  const states = allowed.map((name) => name.replace("_", " ")).join(" or ");
  const wanted = allowed === ENDED ? "have ended" : `be ${states}`;
  return `Cannot ${action}: the execution ${SAID[status]}. It has to ${wanted}.`;
}
