import type { JsonValue } from "../json";
import { conditionReferences, eachText, type Reference, references } from "../template/references";
import { TemplateError } from "../template/template-error";
import type { Plan, PlanStep } from "./plan";

/** Indexes of the steps whose results or errors the templates and conditions of a step name, in the order of the plan. */
export function stepsReadBy(plan: Plan, index: number): number[] {
  const step = plan.steps[index];
  if (!step) return [];
  const named = new Set(referencesOf(step).flatMap(({ path }) => nameIn(path)));
  return plan.steps.flatMap((other, at) =>
    at !== index && (named.has(other.id) || named.has(other.outputKey)) ? [at] : [],
  );
}

const HOLDERS = new Set(["results", "steps", "errors"]);

/** `deals.items` and `results.deals` both name `deals`. */
function nameIn([first, second]: Reference["path"]): string[] {
  if (typeof first !== "string") return [];
  return HOLDERS.has(first) ? (typeof second === "string" ? [second] : []) : [first];
}

function referencesOf({ parameters, when, repeat, forEach, next }: PlanStep): Reference[] {
  const conditions = [when, repeat?.until ?? null, ...next.map((one) => one.when)].filter((one) => one !== null);
  return [
    ...inTemplates(parameters),
    ...inTemplates(forEach?.items ?? null),
    ...conditions.flatMap((condition) => readable(() => conditionReferences(condition))),
  ];
}

function inTemplates(value: JsonValue): Reference[] {
  const found: Reference[] = [];
  eachText(value, [], (text) => found.push(...readable(() => references(text))));
  return found;
}

/** What cannot be read names nothing: that it fails is said when it runs. */
function readable(read: () => readonly Reference[]): readonly Reference[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}
