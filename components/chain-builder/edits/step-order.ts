import { gotosOf, type StepData, standBysOf } from "./steps-of";

/** What the order of a list of steps means, worked out once for all of them. */
export interface StepOrder {
  /** The step that is meant by an id or a name. */
  named(name: string): StepData | undefined;
  /** Steps whose `next` goes to this one. */
  sources(step: StepData): readonly StepData[];
  /** The step that this one stands in for, or undoes. */
  served(step: StepData, as: "alternative" | "compensate"): StepData | undefined;
  /** The step above in the order of the chain; null: the first, a stand-by, or one that some `next` goes to. */
  above(step: StepData): StepData | null;
}

export function stepOrder(steps: readonly StepData[]): StepOrder {
  const byName = new Map<string, StepData>();
  for (const step of [...steps].reverse()) if (typeof step.body.name === "string") byName.set(step.body.name, step);
  for (const step of [...steps].reverse()) byName.set(step.id, step);
  const sources = new Map<StepData, StepData[]>();
  const served = { alternative: new Map<StepData, StepData>(), compensate: new Map<StepData, StepData>() };
  for (const step of steps) {
    for (const goto of gotosOf(step.body)) {
      const target = byName.get(goto);
      if (target) sources.set(target, [...(sources.get(target) ?? []), step]);
    }
    for (const as of ["alternative", "compensate"] as const) {
      const target = byName.get(String(step.body[as]));
      if (target && !served[as].has(target)) served[as].set(target, step);
    }
  }
  const standBys = standBysOf(steps);
  const isStandBy = ({ id, body }: StepData) => standBys.has(id) || standBys.has(String(body.name));
  const above = new Map<StepData, StepData | null>();
  let last: StepData | null = null;
  for (const step of steps) {
    above.set(step, isStandBy(step) || sources.has(step) ? null : last);
    if (!isStandBy(step)) last = step;
  }
  return {
    named: (name) => byName.get(name),
    sources: (step) => [...new Set(sources.get(step) ?? [])],
    served: (step, as) => served[as].get(step),
    above: (step) => above.get(step) ?? null,
  };
}
