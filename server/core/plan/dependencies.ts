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
import { hasTooManyDependencies, isTooMany } from "../definition/dependency-limit";
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

/** All edges; wrong `depends_on` are reported. Null, and reported: there are more than an execution should walk through. */
export function resolveDependencies(rules: DependencyRules, report: Report): PlanEdge[][] | null {
  // What is written is counted before anything is made of it.
  if (hasTooManyDependencies(rules.index.steps, report)) return null;
  const edges = edgesOfAll(rules, report);
  const count = edges.reduce((sum, ones) => sum + ones.length, 0);
  return isTooMany(count, report) ? null : edges;
}

function edgesOfAll(rules: DependencyRules, report: Report): PlanEdge[][] {
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
  const seen: Record<EdgeCondition, Set<number>> = { success: new Set(), failure: new Set(), always: new Set() };
  const edges: PlanEdge[] = [];
  for (const [position, written] of (step?.depends_on ?? []).entries()) {
    const { step: name, on = "success" } = typeof written === "string" ? { step: written } : written;
    const path = () => index.path(at, "depends_on", position, ...(typeof written === "string" ? [] : ["step"]));
    const target = findStep(index, name);
    if (target === undefined) {
      // To find what was meant is dear.
      if (!report.full) report.add({ ...unknownStep(name, index), path: path(), stepId: step?.id });
      continue;
    }
    const twice = seen[on].has(target);
    seen[on].add(target);
    const message =
      target === at ? `Step "${step?.id}" cannot depend on itself.` : standByProblem(target, index, roles);
    if (message !== null) report.add({ message, path: path(), stepId: step?.id });
    else if (twice) {
      const id = index.steps[target]?.id;
      report.add({ message: `The dependency on "${id}" stands here twice.`, path: path(), stepId: step?.id });
    } else edges.push({ step: target, on });
  }
  return edges;
}

function standByProblem(target: number, index: StepsIndex, { role, serves }: Roles): string | null {
  if (role[target] === "step") return null;
  const id = index.steps[target]?.id;
  const served = index.steps[serves[target]?.[0] ?? -1]?.id;
  return role[target] === "alternative"
    ? `Step "${id}" stands in for "${served}" and runs only when that has failed. Depend on "${served}": its end counts, whoever did the work.`
    : `Step "${id}" undoes "${served}" in a rollback, when nothing else runs any more. Nothing can depend on it.`;
}
