import { isExecutionEnded } from "../server/core/execution/states";
import type { ExecutionView } from "../server/services/execution-view";
import type { Services } from "../server/services/services";
import { OPERATOR } from "./services-session";

const POLL_MS = 150;

interface FollowOptions {
  /** Gets every state that was read, but not the end. */
  seen?(view: ExecutionView): void;
  /** Gives up after so long. */
  patienceMs: number;
}

/** Reads an execution again and again until it has ended; null when that took longer than the patience lasted. */
export async function followExecution(
  services: Services,
  id: string,
  options: FollowOptions,
): Promise<ExecutionView | null> {
  const until = performance.now() + options.patienceMs;
  while (performance.now() < until) {
    const view = await services.executions.get(OPERATOR, id);
    if (isExecutionEnded(view.status)) return view;
    options.seen?.(view);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return null;
}
