import type { ChainDefinition } from "../definition/definition";
import type { DraftNotes } from "../definition/notes";
import type { Report } from "../definition/report";
import type { StepsIndex } from "./steps-index";

/** A `compensate` without any `rollback` is never used: worth a warning, since somebody counts on it. */
export function warnUnused(definition: ChainDefinition, index: StepsIndex, notes: DraftNotes, report: Report): void {
  const isUnclear =
    notes.chainDropped.has("error_policy") || notes.steps.some(({ dropped }) => dropped.has("error_policy"));
  const rollsBack = [definition, ...definition.steps].some(({ error_policy }) => error_policy === "rollback");
  if (isUnclear || rollsBack) return;
  for (const [at, step] of definition.steps.entries()) {
    if (step.compensate === undefined) continue;
    const message = `\`compensate\` is never used, because nothing rolls back. Set \`error_policy: rollback\` on the chain or on a step.`;
    report.add({ path: index.path(at, "compensate"), message, severity: "warning", onKey: true, stepId: step.id });
  }
}
