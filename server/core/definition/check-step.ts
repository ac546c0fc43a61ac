import type { Path } from "../validation/path";
import { checkFlow } from "./check-flow";
import type { StepDefinition } from "./definition";
import type { Report } from "./report";

interface StepToCheck {
  definition: StepDefinition;
  /** False: the id was made, here. */
  hasId: boolean;
  path: Path;
  /** Keys that were wrong already. */
  dropped: ReadonlySet<string>;
  /** Keys that were written under a classic name, with that name. */
  classic: ReadonlyMap<string, string>;
}

type StepKey = keyof StepDefinition;

/** What the rules need to know of a step, and where they complain. */
export interface StepRules {
  step: StepDefinition;
  /** Neither there nor written wrongly. */
  lacks: (key: StepKey) => boolean;
  /** Complains about a key, or about the whole step. `inside` is where under the key. */
  add: (key: StepKey | null, message: string, more?: { inside?: Path; severity?: "warning" }) => void;
}

/** Rules that concern several keys of one step. */
export function checkStep(given: StepToCheck, report: Report): void {
  const { definition: step, path, dropped, classic } = given;
  const rules: StepRules = {
    step,
    lacks: (key) => step[key] === undefined && !dropped.has(key),
    add: (key, message, { inside = [], severity } = {}) => {
      const at = key === null ? path : [...path, classic.get(key) ?? key, ...inside];
      report.add({ path: at, message, severity, onKey: key !== null && inside.length === 0, stepId: step.id });
    },
  };
  if (!given.hasId && rules.lacks("name") && !dropped.has("id"))
    rules.add(null, "The step has neither `id` nor `name`. Give it an id.");
  checkFlow(rules);
  if (step.type !== undefined && rules.lacks("action"))
    return rules.add("type", "A step of `type: basic` says in `action` what it does.");
  if (!rules.lacks("action")) checkAction(rules);
  else if (!rules.lacks("task")) checkSavedTask(rules);
  else if (!rules.lacks("chain")) checkSubChain(rules);
  else if (step.execution_mode === "orchestrated") checkOrchestrated(rules);
  else checkDirect(rules);
}

/** Keys that say what a language model shall do; of orchestrated steps only. */
const AGENT_KEYS = ["task_description", "model", "allowed_tools", "output_schema", "limits"] as const;

function checkAction({ step, add }: StepRules): void {
  for (const key of ["task", "chain", "tool", "operation", "execution_mode", ...AGENT_KEYS] as const) {
    if (step[key] !== undefined)
      add(key, `A step with an \`action\` has no \`${key}\`: the action says what it does. Remove one of them.`);
  }
}

function checkSavedTask({ step, add }: StepRules): void {
  for (const key of ["chain", "tool", "operation", "execution_mode", ...AGENT_KEYS] as const) {
    if (step[key] !== undefined)
      add(key, `A step that does a saved task has no \`${key}\`: the task says it. Remove it, or \`task\`.`);
  }
}

function checkSubChain({ step, add }: StepRules): void {
  for (const key of ["tool", "operation", "execution_mode", ...AGENT_KEYS] as const) {
    if (step[key] !== undefined)
      add(key, `A step that runs a chain has no \`${key}\`. Remove it, or \`chain\`: one step does one thing.`);
  }
}

function checkOrchestrated({ step, lacks, add }: StepRules): void {
  if (lacks("task_description"))
    add(null, `Step "${step.id}" is orchestrated: say in \`task_description\` what is to be done.`);
  for (const key of ["tool", "operation"] as const) {
    if (step[key] !== undefined) add(key, `An orchestrated step has no \`${key}\`. Remove it, or \`execution_mode\`.`);
  }
}

function checkDirect({ step, lacks, add }: StepRules): void {
  if (step.tool === undefined && step.operation === undefined && step.task_description !== undefined) {
    add("task_description", "A step with a `task_description` also needs `execution_mode: orchestrated`.");
    return;
  }
  if (lacks("tool")) add(null, `Step "${step.id}" needs \`tool\`: which tool does the work?`);
  if (lacks("operation")) add(null, `Step "${step.id}" needs \`operation\`: what shall the tool do?`);
  for (const key of AGENT_KEYS) {
    if (step[key] !== undefined)
      add(key, `\`${key}\` is for orchestrated steps. Remove it, or set \`execution_mode: orchestrated\`.`);
  }
}
