/**
 * `order: auto`: what a step reads is what it depends on.
 *
 * | it reads                                            | edge          |
 * | a result, in whichever form                         | on: success   |
 * | only `errors.x`, `steps.x.error`, `steps.x.status`  | on: always    |
 *
 * What cannot be read, and names that do not exist, are told where names are checked.
 */
import type { Reference } from "../template/references";
import { TemplateError } from "../template/template-error";
import type { EdgeCondition } from "./plan";
import type { StepText } from "./step-texts";
import type { StepsIndex } from "./steps-index";

/** The steps that the texts of one step read, without itself and those that stand by. */
export function readDependencies(
  texts: readonly StepText[],
  index: StepsIndex,
  isStandBy: (step: number) => boolean,
): Map<number, EdgeCondition> {
  const found = new Map<number, EdgeCondition>();
  for (const text of texts) {
    for (const reference of referencesOf(text)) {
      const read = stepRead(reference, index);
      if (read === null || read.step === text.step || isStandBy(read.step)) continue;
      if (read.on === "success" || !found.has(read.step)) found.set(read.step, read.on);
    }
  }
  return found;
}

function referencesOf(text: StepText): readonly Reference[] {
  try {
    return text.references();
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}

function stepRead({ path }: Reference, index: StepsIndex): { step: number; on: EdgeCondition } | null {
  const [root, second, third] = path;
  const ended = root === "errors" || (root === "steps" && (third === "error" || third === "status"));
  const byResult = (name: unknown) =>
    typeof name === "string" ? (index.byOutputKey.get(name) ?? index.byId.get(name)) : undefined;
  const isOf = root === "errors" || root === "steps";
  const step = isOf ? index.byId.get(String(second)) : root === "results" ? byResult(second) : byResult(root);
  return step === undefined ? null : { step, on: ended ? "always" : "success" };
}
