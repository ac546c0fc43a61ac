/**
 * How many executions of a chain go on at a time.
 *
 * | written                       | means                                                             |
 * | a number                      | that limit, one key for the chain, `queue`                        |
 * | key                           | template of `params` only: it is filled in before anything runs   |
 * | limit                         | default 1                                                         |
 * | on_conflict                   | default `queue`                                                   |
 */
import type { ChainDefinition } from "../definition/definition";
import type { Report } from "../definition/report";
import { references } from "../template/references";
import { normalizeSingleBraces } from "../template/single-braces";
import { TemplateError } from "../template/template-error";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { Plan } from "./plan";

const KNOWN: ReadonlySet<string> = new Set(["params"]);

/** The rule in the form of the plan. */
export function concurrencyOf({ concurrency }: ChainDefinition): Plan["concurrency"] {
  if (concurrency === undefined) return null;
  if (typeof concurrency === "number") return { key: "", limit: concurrency, onConflict: "queue" };
  const { key = "", limit = 1, on_conflict = "queue" } = concurrency;
  return { key: normalizeSingleBraces(key, KNOWN), limit, onConflict: on_conflict };
}

/** The key may only read parameters that the chain has. */
export function checkConcurrencyKey(definition: ChainDefinition, paramsKnown: boolean, report: Report): void {
  const key = concurrencyOf(definition)?.key ?? "";
  const path = ["concurrency", "key"];
  const params = Object.keys(definition.params ?? {});
  try {
    for (const { path: read, text } of references(key)) {
      const [root, name] = read;
      const [within, problem] =
        root === "params"
          ? [String(name), paramsKnown ? paramProblem(name, params) : null]
          : [String(root), rootProblem(root, params)];
      if (problem !== null) report.add({ ...problem, path, within, inside: text });
    }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    report.add({ path, message: error.message });
  }
}

type Problem = { message: string; suggestion?: string } | null;

function rootProblem(root: unknown, params: readonly string[]): Problem {
  const suggestion = params.includes(String(root)) ? `params.${root}` : undefined;
  const message = `The key may only read \`params\`, not "${root}": it is filled in before anything runs.${didYouMean(suggestion)}`;
  return { message, suggestion };
}

function paramProblem(name: unknown, params: readonly string[]): Problem {
  if (typeof name !== "string" || params.includes(name)) return null;
  const suggestion = nearest(name, params);
  const exist = params.length === 0 ? "The chain has no parameters." : `These exist: ${listNames(params, 30)}.`;
  return { message: `There is no parameter "${name}". ${exist}${didYouMean(suggestion)}`, suggestion };
}
