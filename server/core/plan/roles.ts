/**
 * Steps that stand by: named by another step's `alternative` or `compensate`, they do not run by themselves.
 *
 * | a stand-by                           | alternative              | compensation     |
 * | serves                               | one or several steps     | one step         |
 * | may have `alternative`               | yes, without circles     | no               |
 * | may have `compensate`                | yes                      | no               |
 * | may have `depends_on`, `join`, `next`, `trigger: manual`, be a target of `goto` | no | no |
 * | may serve a step with `next`         | only that one            | yes              |
 */
import type { Report } from "../definition/report";
import type { StepRole } from "./plan";
import { ServingLinks } from "./serving-links";
import type { StepsIndex } from "./steps-index";

/** Who stands by for whom, by index in the definition. */
export interface Roles {
  role: readonly StepRole[];
  /** Of a stand-by: the steps that it serves. */
  serves: readonly (readonly number[])[];
  /** Per step: its alternative and its compensation, where they are named and right. */
  alternative: readonly (number | undefined)[];
  compensate: readonly (number | undefined)[];
}

/** Reads `alternative` and `compensate` of all steps and reports what cannot be. */
export function resolveRoles(index: StepsIndex, report: Report): Roles {
  const links = new ServingLinks(index, report);
  const named = index.steps.some((step) => step.alternative !== undefined || step.compensate !== undefined);
  if (named) {
    for (const [at, step] of index.steps.entries()) {
      if (step.alternative !== undefined) links.add(at, "alternative", step.alternative);
      if (step.compensate !== undefined) links.add(at, "compensation", step.compensate);
    }
    links.removeNested();
    links.removeCircles();
    for (const [at, role] of links.role.entries()) if (role !== "step") checkStandBy(at, links, index, report);
  }
  return links;
}

function checkStandBy(at: number, { role, serves }: Roles, index: StepsIndex, report: Report): void {
  const step = index.steps[at];
  if (step === undefined) return;
  const does = `Step "${step.id}" stands by as ${role[at] === "alternative" ? "an alternative" : "a compensation"}`;
  const refuse = (key: string, why: string) =>
    report.add({ path: index.path(at, key), onKey: true, message: `${does}: ${why}`, stepId: step.id });
  for (const key of ["depends_on", "join"] as const) {
    if (step[key] !== undefined) refuse(key, `it runs when it is needed and cannot have \`${key}\`. Remove that key.`);
  }
  if (step.trigger === "manual")
    refuse("trigger", "it runs when it is needed and waits for nobody. Remove `trigger: manual`.");
  if (step.next !== undefined)
    refuse("next", "what comes after it belongs to the step that it serves. Move `next` there.");
  if (role[at] === "alternative" && (serves[at]?.length ?? 0) > 1) checkShared(at, serves, index, report);
}

/** One that stands in for several steps cannot know whose ways out are meant: also not for those of steps further up. */
function checkShared(at: number, serves: Roles["serves"], index: StepsIndex, report: Report): void {
  const id = index.steps[at]?.id;
  for (const served of allServed(at, serves)) {
    const step = index.steps[served];
    if (step?.next === undefined) continue;
    const message = `Step "${id}" stands in for several steps, but "${step.id}" has \`next\` and needs an alternative of its own.`;
    report.add({ path: index.path(served, "alternative"), message, stepId: step.id });
  }
}

const allServed = (at: number, serves: Roles["serves"]): number[] =>
  (serves[at] ?? []).flatMap((served) => [served, ...allServed(served, serves)]);
