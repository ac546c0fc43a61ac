import type { Outline, StepOutline } from "./outline";

/**
 * What comes before a step, as the compiler will see it: the steps that go to it and those it depends on, else the one
 * above; for a step that stands by, what comes before those that it serves.
 */
export interface Upstream {
  /** Steps whose results can be read. */
  results: StepOutline[];
  /** Steps whose status and error can be read: also those that have failed when their alternative runs. */
  ended: StepOutline[];
}

/** Everything before the step with this index, in the order of the list. A circle does no harm. */
export function upstreamOf(outline: Outline, index: number): Upstream {
  const { steps } = outline;
  const graph = graphOf(outline);
  const results = new Set<StepOutline>();
  const failed = new Set<StepOutline>();
  const visit = (step: StepOutline) => {
    for (const one of graph.above(step)) add(one, results);
  };
  const add = (one: StepOutline, to: Set<StepOutline>) => {
    if (results.has(one) || failed.has(one) || one.index === index) return;
    to.add(one);
    visitStep(one);
  };
  const visitStep = (step: StepOutline) => {
    for (const served of graph.replaced(step)) add(served, failed);
    visit(step);
  };
  const own = steps[index];
  if (own) visitStep(own);
  const listed = (...sets: Set<StepOutline>[]) => steps.filter((step) => sets.some((set) => set.has(step)));
  return { results: listed(results), ended: listed(results, failed) };
}

function graphOf({ steps, order }: Outline) {
  const isNamed = (step: StepOutline, name: string | null) => name !== null && (step.id === name || step.name === name);
  const replaced = (step: StepOutline) => steps.filter(({ alternative }) => isNamed(step, alternative));
  const undone = (step: StepOutline) => steps.filter(({ compensate }) => isNamed(step, compensate));
  const named = new Set(steps.flatMap(({ alternative, compensate }) => [alternative, compensate]));
  const isStandBy = (step: StepOutline) => named.has(step.id) || (step.name !== null && named.has(step.name));
  const inTurn = steps.filter((step) => !isStandBy(step));
  const above = (step: StepOutline): StepOutline[] => {
    if (isStandBy(step)) return undone(step);
    if (order === "auto") return inTurn;
    const sources = steps.filter(({ gotos }) => gotos.some((goto) => isNamed(step, goto)));
    const written = (step.dependsOn ?? []).flatMap((name) => steps.find((one) => isNamed(one, name)) ?? []);
    if (step.dependsOn !== null || sources.length > 0) return [...sources, ...written];
    return inTurn.filter((one) => one.index < step.index).slice(-1);
  };
  return { above, replaced };
}
