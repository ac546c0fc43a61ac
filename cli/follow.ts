import { isExecutionEnded } from "../server/core/execution/states";
import type { ExecutionView } from "../server/services/execution-view";
import type { Services } from "../server/services/services";
import { OPERATOR } from "./services-session";

const POLL_MS = 150;

/** Reads an execution again and again until it has ended; `seen` gets every state that was read. */
export async function followExecution(
  services: Services,
  id: string,
  seen: (view: ExecutionView) => void,
): Promise<ExecutionView> {
  for (;;) {
    const view = await services.executions.get(OPERATOR, id);
    if (isExecutionEnded(view.status)) return view;
    seen(view);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
