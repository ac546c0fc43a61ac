import type { Report } from "../definition/report";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { PlanEdge } from "./plan";
import type { StepsIndex } from "./steps-index";

/**
 * The edges of each step, by index in the definition. Without `depends_on` a step depends on the success of the one
 * above. Steps are named by id, or else by their name, as the classic form does.
 */
export function resolveDependencies(
  index: StepsIndex,
  dropped: readonly ReadonlySet<string>[],
  report: Report,
): PlanEdge[][] {
  return index.steps.map((step, at) => {
    if (step.depends_on === undefined) {
      const unclear = dropped[at]?.has("depends_on") === true;
      return at === 0 || unclear ? [] : [{ step: at - 1, on: "success" }];
    }
    return step.depends_on.flatMap((written, position) => {
      const { step: name, on = "success" } = typeof written === "string" ? { step: written } : written;
      const target = index.byId.get(name) ?? index.byName.get(name);
      const path = ["steps", at, "depends_on", position, ...(typeof written === "string" ? [] : ["step"])];
      const problem = target === undefined ? unknownStep(name, index) : repeated(index, at, target, position);
      if (problem !== null) report.add({ ...problem, path, stepId: step.id });
      return target === undefined || target === at ? [] : [{ step: target, on }];
    });
  });
}

function unknownStep(name: string, index: StepsIndex): { message: string; suggestion?: string } {
  const suggestion = nearest(name, [...index.byId.keys(), ...index.byName.keys()]);
  const help = suggestion === undefined ? ` The chain has ${listNames(index.byId.keys())}.` : didYouMean(suggestion);
  return { message: `There is no step "${name}".${help}`, suggestion };
}

function repeated(index: StepsIndex, at: number, target: number, position: number): { message: string } | null {
  const step = index.steps[at];
  if (target === at) return { message: `Step "${step?.id}" cannot depend on itself.` };
  const said = (written: NonNullable<typeof step>["depends_on"]) =>
    written?.slice(0, position).some((one) => sameEdge(one, written[position])) ?? false;
  return said(step?.depends_on)
    ? { message: `The dependency on "${index.steps[target]?.id}" stands here twice.` }
    : null;
}

type Written = string | { step: string; on?: string };

function sameEdge(a: Written, b: Written | undefined): boolean {
  const plain = (one: Written) => (typeof one === "string" ? `${one} success` : `${one.step} ${one.on ?? "success"}`);
  return b !== undefined && plain(a) === plain(b);
}
