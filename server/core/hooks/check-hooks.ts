/**
 * What the templates of hooks may name:
 *
 * | name                        | where                                                          |
 * | task.<field>                | task_started, task_finished                                    |
 * | input, params               | everywhere; `input` is of a step                               |
 * | output                      | task_finished; at the end of a chain the results by their keys |
 * | execution.<field>           | everywhere                                                     |
 * | env.<NAME>, `${NAME}`       | names that the operator allowed                                |
 * | vars.<name>                 | after a `transform` of the same moment that sets it            |
 * | secrets.<name>              | headers and secret of a webhook                                |
 */
import type { Report } from "../definition/report";
import type { HookSource, HooksSource } from "../definition/schema/hooks";
import type { JsonValue } from "../json";
import { eachText, type Reference, references } from "../template/references";
import { TemplateError } from "../template/template-error";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { Path } from "../validation/path";
import { ENVIRONMENT_NAME, withEnvironment } from "./compile-hooks";
import { EXECUTION_FIELDS, HOOK_MOMENTS, type HookMoment, TASK_FIELDS } from "./words";

/** What hooks may name from outside the chain. */
export interface HookSurroundings {
  /** Environment variables that the operator allowed; null: whoever checks does not know them. */
  env: readonly string[] | null;
  /** Parameters of the chain; null: not known. */
  params: readonly string[] | null;
  /** Of a step; a chain's hooks have none. */
  stepId?: string;
}

interface Place {
  moment: HookMoment;
  path: Path;
  vars: ReadonlySet<string>;
  around: HookSurroundings;
  report: Report;
}

/** Reports what is wrong with hooks that fit the format; `path` leads to `hooks`. */
export function checkHooks(hooks: Partial<HooksSource>, path: Path, around: HookSurroundings, report: Report): void {
  for (const moment of HOOK_MOMENTS)
    checkMoment(hooks[moment] ?? [], { moment, pathOf: (index) => [...path, moment, index], around, report });
}

/** Where the hooks of one moment stand, and what they may name. */
interface MomentPlace extends Pick<Place, "moment" | "around" | "report"> {
  /** Leads to a hook. */
  pathOf(index: number): Path;
}

/** The same for the hooks of one moment, in their order. */
export function checkMoment(hooks: readonly HookSource[], { pathOf, ...rest }: MomentPlace): void {
  const vars = new Set<string>();
  for (const [index, hook] of hooks.entries()) {
    checkHook(hook, { ...rest, path: [...pathOf(index), "params"], vars });
    if (hook.type === "transform") for (const name of Object.keys(hook.params.set)) vars.add(name);
  }
}

function checkHook(hook: HookSource, place: Place): void {
  eachText(hook.params as unknown as JsonValue, [], (text, inside) => checkText(text, [...inside], hook, place));
}

function checkText(text: string, inside: Path, hook: HookSource, place: Place): void {
  const complain = (message: string, within?: string, suggestion?: string) =>
    place.report.add({ path: [...place.path, ...inside], message, within, suggestion, stepId: place.around.stepId });
  for (const [whole, name = ""] of text.matchAll(ENVIRONMENT_NAME)) {
    const problem = environmentProblem(name, place.around.env);
    if (problem) return complain(problem.message, whole, problem.suggestion);
  }
  try {
    for (const reference of references(withEnvironment(text) as string)) {
      const problem = problemOf(reference, inside, hook, place);
      if (problem) return complain(problem.message, reference.text, problem.suggestion);
    }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    complain(error.message);
  }
}

interface Problem {
  message: string;
  suggestion?: string;
}

function problemOf({ path }: Reference, inside: Path, hook: HookSource, place: Place): Problem | null {
  const [root, second] = path;
  const { moment, vars, around } = place;
  switch (root) {
    case "task":
      if (moment === "workflow_finished") return { message: "There is no `task` when the whole chain has finished." };
      return unknown(second, TASK_FIELDS, "task");
    case "execution":
      return unknown(second, EXECUTION_FIELDS, "execution");
    case "input":
      return moment === "workflow_finished" ? { message: "A chain has no `input`: name its `params`." } : null;
    case "output":
      return moment === "task_started" ? { message: "There is no `output` when a step has only started." } : null;
    case "params":
      return around.params === null ? null : unknown(second, around.params, "params");
    case "env":
      return environmentProblem(String(second ?? ""), around.env);
    case "vars":
      return unknown(second, [...vars], "vars", "Set it in a `transform` before this hook.");
    case "secrets":
      return secretProblem(second, inside, hook);
  }
  const names = ["task", "input", "output", "execution", "params", "env", "vars"];
  const suggestion = nearest(String(root), names);
  return {
    message: `Hooks know no name "${root}". These exist: ${listNames(names)}.${didYouMean(suggestion)}`,
    suggestion,
  };
}

function secretProblem(name: string | number | null | undefined, inside: Path, hook: HookSource): Problem | null {
  const allowed = hook.type === "webhook" && (inside[0] === "headers" || inside[0] === "secret");
  if (!allowed) return { message: "Secrets can be used in the `headers` and the `secret` of a webhook only." };
  return typeof name === "string" ? null : { message: "Name one secret: `secrets.<name>`." };
}

function unknown(
  name: string | number | null | undefined,
  known: readonly string[],
  where: string,
  todo = "",
): Problem | null {
  if (name === undefined || name === null || known.includes(String(name))) return null;
  const suggestion = nearest(String(name), known);
  const exist = known.length === 0 ? "There is none here." : `These exist: ${listNames(known, 30)}.`;
  const help = [exist, todo].filter(Boolean).join(" ");
  return { message: `There is no "${name}" in \`${where}\`. ${help}${didYouMean(suggestion)}`, suggestion };
}

function environmentProblem(name: string, allowed: readonly string[] | null): Problem | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return { message: `"\${${name}}" names no environment variable: a name has letters, digits and _.` };
  if (allowed === null || allowed.includes(name)) return null;
  const suggestion = nearest(name, allowed);
  const list = allowed.length === 0 ? "None is allowed so far" : `Allowed are ${listNames(allowed, 30)}`;
  return {
    message: `The environment variable ${name} is not for hooks. ${list}; the operator adds names in CHAINWRIGHT_HOOK_ENV.${didYouMean(suggestion)}`,
    suggestion,
  };
}
