import type { PlanStep } from "../core/plan/plan";
import { eachText, references } from "../core/template/references";

const texts = new WeakMap<PlanStep, string>();

/** The text of a step's parameters, to see whether anything in it needs a closer look. Plans never change: it is made once. */
export function parametersText(step: PlanStep): string {
  const known = texts.get(step);
  if (known !== undefined) return known;
  const text = JSON.stringify(step.parameters);
  texts.set(step, text);
  return text;
}

const names = new WeakMap<PlanStep, readonly string[]>();

/** The first names of everything that a step's parameters read. */
export function parametersNames(step: PlanStep): readonly string[] {
  const known = names.get(step);
  if (known) return known;
  const found = new Set<string>();
  eachText(step.parameters, [], (text) => {
    for (const { path } of references(text)) found.add(String(path[0]));
  });
  const list = [...found];
  names.set(step, list);
  return list;
}
