/**
 * The ways out of a step. The targets of `goto` depend on the steps that go to them, not on the step above.
 *
 * | goto             | means                                                                     |
 * | a step           | an edge from here to it, satisfied when one of its cases is taken         |
 * | end              | the execution ends here, as succeeded                                     |
 * | an earlier step  | an error (a cycle): loops are `repeat` and `for_each`                     |
 * | a stand-by       | an error: it runs only when it is needed                                  |
 */
import type { Report } from "../definition/report";
import type { Roles } from "./roles";
import { findStep, type StepsIndex, unknownStep } from "./steps-index";

/** Where a case leads, by index in the definition; null when that is not known. */
export type Goto = number | "end" | null;

export interface Choices {
  /** Per step its cases in order. */
  gotos: readonly (readonly Goto[])[];
  /** Per target the steps that go to it, with the cases of each. */
  sources: ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>;
}

/** Finds the targets of all `next`; what is wrong with them is reported. */
export function resolveNext(index: StepsIndex, roles: Roles, report: Report): Choices {
  const sources = new Map<number, Map<number, number[]>>();
  const gotos = index.steps.map((step, at) =>
    (step.next ?? []).map((one, position): Goto => {
      const target = findTarget(one.goto, index);
      const problem = problemOf(one.goto, target, at, index, roles);
      if (problem !== null) {
        report.add({ ...problem, path: index.path(at, "next", position, "goto"), stepId: step.id });
        if (problem.severity !== "warning") return null;
      }
      if (typeof target === "number") note(sources, target, at, position);
      return target;
    }),
  );
  return { gotos, sources };
}

const findTarget = (name: string, index: StepsIndex): Goto =>
  name === "end" ? "end" : (findStep(index, name) ?? null);

function note(sources: Map<number, Map<number, number[]>>, target: number, source: number, position: number): void {
  const ofTarget = sources.get(target) ?? new Map<number, number[]>();
  ofTarget.set(source, [...(ofTarget.get(source) ?? []), position]);
  sources.set(target, ofTarget);
}

interface Problem {
  message: string;
  suggestion?: string;
  severity?: "warning";
}

function problemOf(name: string, target: Goto, at: number, index: StepsIndex, roles: Roles): Problem | null {
  if (target === null) {
    const unknown = unknownStep(name, index);
    return unknown.suggestion === undefined ? { message: `${unknown.message} \`end\` ends the chain.` } : unknown;
  }
  if (target === "end") {
    const meant = findStep(index, "end");
    if (meant === undefined) return null;
    const message = `\`goto: end\` ends the chain; it does not go to the step "end". Give that step another id if it is meant.`;
    return { message, severity: "warning" };
  }
  const id = index.steps[target]?.id;
  if (target === at)
    return {
      message: `Step "${id}" cannot go to itself. To run it again, use \`repeat\`; for each item of a list, \`for_each\`.`,
    };
  if (roles.role[target] === "step") return null;
  const served = index.steps[roles.serves[target]?.[0] ?? -1]?.id;
  const when = roles.role[target] === "alternative" ? `when "${served}" has failed` : `to undo "${served}"`;
  return { message: `Step "${id}" stands by and runs only ${when}: nothing can go to it.` };
}
