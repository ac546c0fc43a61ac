import type { Path } from "../validation/path";
import type { StepDefinition } from "./definition";
import type { Report } from "./report";

interface StepToCheck {
  definition: StepDefinition;
  /** False: the id was made, here. */
  hasId: boolean;
  path: Path;
  /** Keys that were wrong already. */
  dropped: ReadonlySet<string>;
  /** Keys that say in an unsupported way what the step does. */
  unsupported: ReadonlySet<string>;
}

/** Rules that concern several keys of one step. */
export function checkStep(step: StepToCheck, report: Report): void {
  const { definition, path, dropped } = step;
  const add = (key: string | null, message: string) =>
    report.add({ path: key === null ? path : [...path, key], message, onKey: key !== null, stepId: definition.id });
  const lacks = (key: keyof StepDefinition) => definition[key] === undefined && !dropped.has(key);

  if (!step.hasId && lacks("name") && !dropped.has("id"))
    add(null, "The step has neither `id` nor `name`. Give it an id.");
  if (["task", "chain", "type", "action"].some((key) => step.unsupported.has(key))) return;
  if (definition.execution_mode === "orchestrated") {
    if (lacks("task_description"))
      add(null, `Step "${definition.id}" is orchestrated: say in \`task_description\` what is to be done.`);
    for (const key of ["tool", "operation"] as const) {
      if (definition[key] !== undefined)
        add(key, `An orchestrated step has no \`${key}\`. Remove it, or \`execution_mode\`.`);
    }
    return;
  }
  checkDirect(definition, lacks, add);
}

function checkDirect(
  definition: StepDefinition,
  lacks: (key: keyof StepDefinition) => boolean,
  add: (key: string | null, message: string) => void,
): void {
  if (
    definition.tool === undefined &&
    definition.operation === undefined &&
    definition.task_description !== undefined
  ) {
    add("task_description", "A step with a `task_description` also needs `execution_mode: orchestrated`.");
    return;
  }
  if (lacks("tool")) add(null, `Step "${definition.id}" needs \`tool\`: which tool does the work?`);
  if (lacks("operation")) add(null, `Step "${definition.id}" needs \`operation\`: what shall the tool do?`);
  for (const key of ["task_description", "model"] as const) {
    if (definition[key] !== undefined)
      add(key, `\`${key}\` is for orchestrated steps. Remove it, or set \`execution_mode: orchestrated\`.`);
  }
}
