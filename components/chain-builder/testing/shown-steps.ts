import type { ExecutionView, GraphStep, StepView } from "@/server/services/execution-view";
import type { ShownTest } from "./testing-scene";

/** The steps that a test is about, and how those came to their end that did not run in it. */
export function shownSteps(
  view: Pick<ExecutionView, "graph" | "steps">,
  test: Pick<ShownTest, "given">,
): { plan: GraphStep; step: StepView; how: string | null }[] {
  const given = new Map(test.given.map(({ stepId, from }) => [stepId, from.type === "fixed" ? "fixed" : "earlier"]));
  return view.graph.flatMap((plan, index) => {
    const step = view.steps[index];
    if (!step || isNoPart(step)) return [];
    return [{ plan, step, how: given.get(step.id) ?? null }];
  });
}

/** Skipped before it began: it stands by or lies elsewhere. */
const isNoPart = ({ status, reason }: StepView): boolean => status === "skipped" && reason?.code === "not_needed";
