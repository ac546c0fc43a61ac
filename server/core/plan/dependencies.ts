/**
 * The edges of each step, by index in the definition.
 *
 * | the step                        | depends on                                                                    |
 * | stands by as an alternative     | every step that it serves, on: failure                                        |
 * | stands by as a compensation     | the step that it serves, on: success                                          |
 * | is a target of `goto`           | the steps that go to it (by their cases), and its `depends_on`                |
 * | has `depends_on`                | those                                                                         |
 * | in a chain with `order: auto`   | also what it reads: see `auto-order.ts`                                       |
 * | has none of these               | the nearest step above that does not stand by, on: success                    |
 */
import type { Report } from "../definition/report";
import type { Choices } from "./next";
import type { EdgeCondition, PlanEdge } from "./plan";
import type { Roles } from "./roles";
import { findStep, type StepsIndex, unknownStep } from "./steps-index";

export interface DependencyRules {
  index: StepsIndex;
  roles: Roles;
  choices: Choices;
  /** With `order: auto`: what a step reads, and how it depends on it. Null: the order of the list counts. */
  reads: ((step: number) => ReadonlyMap<number, EdgeCondition>) | null;
}

/** All edges; wrong `depends_on` are reported. */
export function resolveDependencies(rules: DependencyRules, report: Report): PlanEdge[][] {
  const { index, roles, choices, reads } = rules;
  let above: number | null = null;
  return index.steps.map((step, at): PlanEdge[] => {
    if (roles.role[at] !== "step")
      return (roles.serves[at] ?? []).map((served) => ({
        step: served,
        on: roles.role[at] === "alternative" ? "failure" : "success",
      }));
    const before = above;
    above = at;
    const written = writtenEdges(at, rules, report);
    const gotos = [...(choices.sources.get(at) ?? [])].map(
      ([source, cases]): PlanEdge => ({ step: source, on: "success", cases }),
    );
    const isGoto = (edge: PlanEdge) => edge.on === "success" && gotos.some((one) => one.step === edge.step);
    const edges = [...written.filter((edge) => !isGoto(edge)), ...gotos];
    if (reads !== null) return [...edges, ...readEdges(edges, reads(at))];
    const isImplied = step.depends_on === undefined && gotos.length === 0 && !index.dropped(at, "depends_on");
    return isImplied && before !== null ? [{ step: before, on: "success" }] : edges;
  });
}

/** What is written wins over what is read. */
const readEdges = (edges: readonly PlanEdge[], read: ReadonlyMap<number, EdgeCondition>): PlanEdge[] =>
  [...read].flatMap(([step, on]) => (edges.some((edge) => edge.step === step) ? [] : [{ step, on }]));

function writtenEdges(at: number, { index, roles }: DependencyRules, report: Report): PlanEdge[] {
  const step = index.steps[at];
  const seen = new Set<string>();
  return (step?.depends_on ?? []).flatMap((written, position): PlanEdge[] => {
    const { step: name, on = "success" } = typeof written === "string" ? { step: written } : written;
    const target = findStep(index, name);
    const twice = seen.has(`${target} ${on}`);
    seen.add(`${target} ${on}`);
    const path = index.path(at, "depends_on", position, ...(typeof written === "string" ? [] : ["step"]));
    if (target === undefined) {
      report.add({ ...unknownStep(name, index), path, stepId: step?.id });
      return [];
    }
    const message =
      target === at ? `Step "${step?.id}" cannot depend on itself.` : standByProblem(target, index, roles);
    if (message !== null) report.add({ message, path, stepId: step?.id });
    else if (twice)
      report.add({
        message: `The dependency on "${index.steps[target]?.id}" stands here twice.`,
        path,
        stepId: step?.id,
      });
    return message !== null || twice ? [] : [{ step: target, on }];
  });
}

function standByProblem(target: number, index: StepsIndex, { role, serves }: Roles): string | null {
  if (role[target] === "step") return null;
  const id = index.steps[target]?.id;
  const served = index.steps[serves[target]?.[0] ?? -1]?.id;
  return role[target] === "alternative"
    ? `Step "${id}" stands in for "${served}" and runs only when that has failed. Depend on "${served}": its end counts, whoever did the work.`
    : `Step "${id}" undoes "${served}" in a rollback, when nothing else runs any more. Nothing can depend on it.`;
}
