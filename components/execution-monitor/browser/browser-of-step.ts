import { isExecutionEnded, isStepEnded } from "@/server/core/execution/states";
import type { BrowserView } from "@/server/services/browser-views";
import type { ExecutionView, StepView } from "@/server/services/execution-view";

const SHARED = "shared";

/**
 * The open browser to show with a step: the one that it uses, or, while it is still to come, the shared one that waits for its next
 * step. A browser that somebody has in hand comes first.
 */
export function browserOfStep(
  browsers: readonly BrowserView[],
  execution: Pick<ExecutionView, "status" | "share">,
  step: Pick<StepView, "id" | "status">,
): BrowserView | null {
  if (isExecutionEnded(execution.status) || isStepEnded(step.status)) return null;
  const own = browsers.filter(({ stepId }) => stepId === step.id);
  const held = own.find(({ hold }) => hold !== null);
  if (held ?? own[0]) return held ?? own[0] ?? null;
  if (!execution.share.browserSession) return null;
  return browsers.find(({ session, stepId }) => session === SHARED && stepId === null) ?? null;
}
