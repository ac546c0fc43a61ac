import type { PlanHooks } from "../hooks/plan-hook";
import { HOOK_MOMENTS } from "../hooks/words";
import type { JsonObject } from "../json";
import { eachText, references } from "./references";

/** Where secrets may be named: parameters of steps, and hooks. */
interface Holder {
  steps: readonly { parameters: JsonObject; hooks?: PlanHooks }[];
  hooks?: PlanHooks;
}

/** Calls `visit` for every text in which secrets may be named. */
function eachHolder({ steps, hooks }: Holder, visit: (text: string) => void): void {
  for (const one of [hooks, ...steps.map((step) => step.hooks)])
    if (one) for (const moment of HOOK_MOMENTS) for (const hook of one[moment] ?? []) eachText(hook.params, [], visit);
  for (const { parameters } of steps) eachText(parameters, [], visit);
}

/** Names of all secrets that the templates of a plan's steps read, sorted. */
export function referencedSecrets(plan: Holder): string[] {
  const names = new Set<string>();
  eachHolder(plan, (text) => {
    if (!text.includes("secrets")) return;
    for (const { path } of references(text)) {
      if (path[0] === "secrets" && typeof path[1] === "string") names.add(path[1]);
    }
  });
  return [...names].sort();
}

/** A secret that stands alone in its braces: what comes of it is the value itself. */
const PLAIN = /\{\{-?\s*secrets\.([\w-]+)\s*-?\}\}/g;

/** Names of the secrets of which templates make something else, by filters or otherwise, sorted. */
export function workedSecrets(plan: Holder): string[] {
  const names = new Set<string>();
  eachHolder(plan, (text) => {
    const rest = text.replace(PLAIN, "");
    if (!rest.includes("secrets")) return;
    for (const { path } of references(rest)) if (path[0] === "secrets") names.add(String(path[1] ?? ""));
  });
  return [...names].sort();
}
