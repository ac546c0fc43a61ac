import { v7 as uuidv7 } from "uuid";
import type { ExecutionState } from "../core/execution/state";
import type { ClaimedExecution } from "../store/claims";
import type { NotificationWrite } from "../store/flush";

/** What a person is told when an execution of theirs ends. */
export function endNotification(claimed: ClaimedExecution, state: ExecutionState): NotificationWrite | null {
  if (claimed.userId === null || state.endedAt === null) return null;
  const told = wording(state);
  return {
    id: uuidv7(),
    userId: claimed.userId,
    dedupeKey: `execution:${claimed.id}:ended`,
    chainName: claimed.chainName,
    at: state.endedAt,
    level: told.level,
    title: `${claimed.chainName} ${told.verb}`,
    body: state.reason?.message ?? told.body,
  };
}

function wording(state: ExecutionState): { level: NotificationWrite["level"]; verb: string; body: string } {
  switch (state.status) {
    case "failed":
      return { level: "error", verb: "failed", body: "" };
    case "timed_out":
      return { level: "error", verb: "timed out", body: "" };
    case "canceled":
      return { level: "warning", verb: "was canceled", body: "" };
    default:
      return state.withErrors
        ? { level: "warning", verb: "succeeded with errors", body: "A step failed, and the chain went on." }
        : { level: "success", verb: "succeeded", body: `All ${state.steps.length} steps have ended.` };
  }
}
