import type { StepDefinition } from "../definition/definition";
import type { SavedTask } from "../definition/saved-task";
import { CONTEXT_NAMES } from "../template/names";
import { conditionTemplate } from "../template/references";
import { normalizeSingleBraces } from "../template/single-braces";
import type { ToolCatalog } from "./catalog";
import { compileLoop, type Loop } from "./loops";
import { bodyOf, type StepBody } from "./step-body";
import type { StepsIndex } from "./steps-index";

/** A step with everything known but its place among the others. */
export interface CompiledStep {
  definition: StepDefinition;
  /** The saved task that the step does; its body is in the definition. */
  task: SavedTask | null;
  outputKey: string;
  body: StepBody;
  /** Liquid expression without braces. */
  when: string | null;
  loop: Loop | null;
  /** The conditions of `next`, in order. */
  cases: readonly (string | null)[];
  /** The names that a classic `{name}` may have in the parameters. */
  known: ReadonlySet<string>;
}

/** Turns what each step says into the forms of the plan, classic forms replaced. */
export function compileSteps(
  index: StepsIndex,
  catalog: ToolCatalog,
  taskOf: ReadonlyMap<number, SavedTask>,
): CompiledStep[] {
  const plain = new Set<string>([...CONTEXT_NAMES, ...index.byOutputKey.keys(), ...index.byId.keys()]);
  const inForEach = new Set([...plain, "item", "index"]);
  const inRepeat = new Set([...plain, "iteration"]);
  return index.steps.map((definition, at) => {
    const condition = (written: string | boolean | undefined, known = plain) =>
      written === undefined ? null : conditionOf(written, known);
    const known = definition.for_each !== undefined ? inForEach : definition.repeat !== undefined ? inRepeat : plain;
    return {
      definition,
      task: taskOf.get(at) ?? null,
      outputKey: index.outputKeys[at] ?? definition.id,
      body: bodyOf(definition, known, { catalog, isSavedTask: taskOf.has(at) }),
      when: condition(definition.when),
      loop: compileLoop(definition, plain, condition(definition.repeat?.until, inRepeat)),
      cases: (definition.next ?? []).map((one) => condition(one.when)),
      known,
    };
  });
}

/** The expression without braces, whichever way it was written. */
function conditionOf(written: string | boolean, known: ReadonlySet<string>): string {
  const expression = normalizeSingleBraces(String(written), known);
  return conditionTemplate(expression.replace(/^\s*\{\{ (.*) \}\}(?=\s*[=!<>])/, "$1")).slice(3, -3);
}
