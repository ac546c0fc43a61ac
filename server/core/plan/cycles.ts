import type { Report } from "../definition/report";
import type { PlanEdge } from "./plan";
import type { StepsIndex } from "./steps-index";

interface Graph {
  index: StepsIndex;
  edges: readonly (readonly PlanEdge[])[];
  isAuto: boolean;
}

/** Says which steps wait for each other and how people get out of it; a way back by `goto` is meant as a loop. */
export function reportCycle(cycle: readonly number[], { index, edges, isAuto }: Graph, report: Report): void {
  const ids = cycle.map((step) => index.steps[step]?.id ?? "");
  const way = wayWords([...ids, ids[0] ?? ""]);
  const goto = gotoBack(cycle, edges);
  if (goto !== null) {
    const [source, target] = [index.steps[goto.source]?.id, index.steps[goto.target]?.id];
    const message = `Going back to "${target}" is not possible, because "${source}" comes after it: ${way}. To run a step again until something holds, use \`repeat\`; for each item of a list, \`for_each\`.`;
    report.add({ path: index.path(goto.source, "next", goto.position, "goto"), message, stepId: source });
    return;
  }
  const todo = isAuto
    ? "With `order: auto` a step depends on what it reads: remove one of these references or dependencies."
    : "Remove one of these dependencies.";
  const path = index.path(cycle[0] ?? 0, "depends_on");
  report.add({ path, message: `The steps wait for each other: ${way}. ${todo}`, stepId: ids[0] });
}

/** `a -> b -> a`; the middle of a long way is left out. */
export function wayWords(ids: readonly string[]): string {
  const shown = ids.length > MAX_SHOWN ? [...ids.slice(0, MAX_SHOWN - 2), "...", ...ids.slice(-2)] : ids;
  return shown.join(" -> ");
}

const MAX_SHOWN = 12;

/** The `goto` on the cycle that leads to the earliest step of the list. */
function gotoBack(
  cycle: readonly number[],
  edges: Graph["edges"],
): { source: number; target: number; position: number } | null {
  const found = cycle.flatMap((target, at) => {
    const source = cycle.at(at - 1);
    const edge = edges[target]?.find(({ step, cases }) => step === source && cases !== undefined);
    const position = edge?.cases?.[0];
    return edge === undefined || position === undefined ? [] : [{ source: edge.step, target, position }];
  });
  return found.sort((a, b) => a.target - b.target)[0] ?? null;
}
