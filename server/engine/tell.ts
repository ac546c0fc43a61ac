import type { Effect } from "../core/execution/effect";
import type { ClaimedExecution } from "../store/claims";
import type { StoredCommand } from "../store/commands";

type Tell = Omit<StoredCommand, "id">;

/** What a parent orders its sub-chain. */
export function childTell(parentId: string, { childId, command }: Extract<Effect, { type: "tell-child" }>): Tell {
  const note = `Told by execution ${parentId}, which runs it.`;
  return { executionId: childId, command, stepId: null, item: null, by: null, note, data: null };
}

/** What the parent of an execution hears when it has ended. */
export function childEndedTell({ id, parentId, parentStep, parentItem }: ClaimedExecution): Tell | null {
  if (parentId === null) return null;
  return {
    ...{ executionId: parentId, command: "child_ended", stepId: parentStep, item: parentItem, by: null, note: null },
    data: { childId: id },
  };
}
