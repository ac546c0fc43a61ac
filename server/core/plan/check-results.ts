/**
 * May a step read the result (or status, or error) of another one here?
 *
 * | the reader                  | may read                                                                       |
 * | a step                      | what always comes before it                                                    |
 * | `until`                     | also its own result                                                            |
 * | `next`                      | also its own result, error and status                                          |
 * | an alternative              | what comes before all steps that it serves, and the errors of those, no result |
 * | a compensation              | what comes before the step that it serves, and that step                       |
 *
 * Nobody else reads a step that stands by.
 */
import type { Reference } from "../template/references";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { CompiledStep } from "./compile-step";
import { wrongPart } from "./output-path";
import { outputOf } from "./outputs";
import type { Roles } from "./roles";
import type { StepText } from "./step-texts";
import type { StepsIndex } from "./steps-index";
import type { Upstream } from "./upstream";

export interface ResultScope {
  index: StepsIndex;
  roles: Roles;
  steps: readonly CompiledStep[];
  /** Null when the order of the steps is not known: then it is not judged. */
  upstream: Upstream | null;
}

/** What is wrong with a reference. */
export interface Complaint {
  message: string;
  /** The part of the reference to mark. */
  within: string;
  suggestion?: string;
}

/** `from`: where in the reference the path into the result begins. */
export function resultProblem(
  reference: Reference,
  { step, from }: { step: number; from: number },
  text: StepText,
  scope: ResultScope,
): Complaint | null {
  const isOwn = step === text.step;
  const mayReadOwn = text.place === "next" || (text.place === "until" && reference.path[0] !== "steps");
  const early = isOwn && mayReadOwn ? null : upstreamProblem(reference, step, text, scope);
  if (early !== null) return early;
  if (isServed(step, text.step, scope.roles)) {
    const [own, served] = [idOf(text.step, scope), idOf(step, scope)];
    const message = `\`${reference.text}\` is the result of step "${served}", which has failed when "${own}" stands in for it. Its error is \`errors.${served}\`.`;
    return { within: reference.text, message };
  }
  return pathProblem(reference, step, from, scope);
}

/** Whether the reader runs because that step, or one that it stood in for, has failed. */
function isServed(step: number, reader: number, roles: Roles): boolean {
  if (roles.role[reader] !== "alternative") return false;
  return (roles.serves[reader] ?? []).some((served) => served === step || isServed(step, served, roles));
}

/** A path is wrong when neither the step nor any that stands in for it can give such a result. */
function pathProblem(reference: Reference, step: number, from: number, scope: ResultScope): Complaint | null {
  const own = wrongPath(reference, step, from, scope);
  for (
    let other = scope.roles.alternative[step];
    own !== null && other !== undefined;
    other = scope.roles.alternative[other]
  )
    if (wrongPath(reference, other, from, scope) === null) return null;
  return own;
}

function wrongPath(reference: Reference, step: number, from: number, { steps }: ResultScope): Complaint | null {
  const output = outputOf(steps[step]);
  const wrong = output === null ? null : wrongPart(output.schema, reference.path.slice(from));
  if (wrong === null || output === null) return null;
  const name = String(reference.path[from + wrong.at]);
  const above = pathText(reference.path.slice(0, from + wrong.at));
  if (output.isList && wrong.at === 0) {
    const message = `\`${above}\` is a list with the result of each item, so it has no "${name}". Name an entry, such as \`${above}[0].${name}\`, or use \`map\`.`;
    return { within: name, message };
  }
  const suggestion = nearest(name, wrong.known);
  const isText = output.operation === "llm.task" && wrong.at === 0 && wrong.known.length === 0;
  const nothing = isText ? "it is text. Say what it has in the step's `output_schema`" : "it has nothing inside";
  const has = wrong.known.length === 0 ? nothing : `it has ${listNames(wrong.known, 30)}`;
  const message = `The result of ${output.operation} has no "${name}" in \`${above}\`: ${has}.${didYouMean(suggestion)}`;
  return { within: name, message, suggestion };
}

/** A step can only be read where it always comes before. */
export function upstreamProblem(
  reference: Reference,
  step: number,
  text: StepText,
  scope: ResultScope,
): Complaint | null {
  const { upstream } = scope;
  if (step === text.step) {
    if (text.place === "next") return null;
    const message = `\`${reference.text}\` is what this step itself gives: it does not exist yet.`;
    return { within: reference.text, message };
  }
  if (upstream === null || upstream.has(text.step, step)) return null;
  const [own, other] = [idOf(text.step, scope), idOf(step, scope)];
  const why =
    standByWords(step, scope) ?? `which is not upstream of step "${own}". ${todoWords(text.step, step, scope)}`;
  return { within: reference.text, message: `\`${reference.text}\` comes from step "${other}", ${why}` };
}

/** Why nobody reads a stand-by; null for a step that runs in its turn. */
function standByWords(step: number, { roles, index }: ResultScope): string | null {
  const served = roles.serves[step]?.[0];
  if (roles.role[step] === "step" || served === undefined) return null;
  const [id, key] = [index.steps[served]?.id, index.outputKeys[served]];
  return roles.role[step] === "alternative"
    ? `which stands in for "${id}". Read \`${key}\`: it has the result of whichever of them gave one.`
    : `which only undoes "${id}" in a rollback, when nothing else runs any more.`;
}

function todoWords(reader: number, step: number, scope: ResultScope): string {
  const { roles, upstream } = scope;
  const other = idOf(step, scope);
  const served = roles.serves[reader] ?? [];
  const readers = served.length === 0 ? [reader] : served;
  const after = readers.find((one) => upstream?.has(step, one));
  if (after !== undefined) return `Step "${other}" comes after step "${idOf(after, scope)}": change their order.`;
  const names = listNames(readers.filter((one) => upstream?.has(one, step) !== true).map((one) => idOf(one, scope)));
  if (served.length === 0) return `Add "${other}" to \`depends_on\` of step ${names}.`;
  return `It reads what comes before the steps that it serves: add "${other}" to \`depends_on\` of ${names}.`;
}

const idOf = (step: number, { index }: ResultScope): string => index.steps[step]?.id ?? "";

/** A path as people write it. */
export const pathText = (path: Reference["path"]): string =>
  path
    .map((part, at) =>
      typeof part === "number" ? `[${part}]` : part === null ? "[...]" : at === 0 ? part : `.${part}`,
    )
    .join("");
