import type { PlanStep } from "../core/plan/plan";

const texts = new WeakMap<PlanStep, string>();

/** The text of a step's parameters, to see whether anything in it needs a closer look. Plans never change: it is made once. */
export function parametersText(step: PlanStep): string {
  const known = texts.get(step);
  if (known !== undefined) return known;
  const text = JSON.stringify(step.parameters);
  texts.set(step, text);
  return text;
}
