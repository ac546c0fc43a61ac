import type { Diagnostic } from "../definition/diagnostic";
import { readText } from "../definition/read-text";
import { sortDiagnostics } from "../definition/report";
import { chainHooks, type HookSource, type HooksSource, hook, hookList } from "../definition/schema/hooks";
import { complaints } from "../validation/explain";
import { checkHooks, checkMoment } from "./check-hooks";
import { compileHooks, planHook } from "./compile-hooks";
import type { PlanHook, PlanHooks } from "./plan-hook";
import type { HookMoment } from "./words";

export interface ParsedHooks {
  /** Null while something is wrong, or when there are none. */
  hooks: PlanHooks | null;
  diagnostics: Diagnostic[];
}

/** Reads hooks that stand for themselves: those of an administrator for all chains. Never throws. */
export function parseHooks(text: string, env: readonly string[] | null): ParsedHooks {
  if (text.trim() === "") return { hooks: null, diagnostics: [] };
  const { data, report } = readText(text);
  const written = data ?? null;
  if (!report.hasErrors && written !== null) {
    for (const complaint of complaints(chainHooks, written)) report.add(complaint);
    if (!report.hasErrors) checkHooks(written as HooksSource, [], { env, params: null }, report);
  }
  const ok = !report.hasErrors && written !== null;
  return { hooks: ok ? compileHooks(written as HooksSource) : null, diagnostics: sortDiagnostics(report.diagnostics) };
}

/** A hook to be tried. */
export interface ParsedTrial {
  /** Null while something is wrong. */
  hook: PlanHook | null;
  /** Hooks of the same moment that come before it, of which a `transform` makes its `vars`. */
  before: PlanHook[];
  diagnostics: Diagnostic[];
}

/** Reads one hook, to try it at a moment. Of a list it is the last. */
export function parseTrial(text: string, env: readonly string[] | null, moment: HookMoment): ParsedTrial {
  const { data, report } = readText(text);
  const written = data ?? null;
  const isList = Array.isArray(written);
  if (!report.hasErrors) {
    if (written === null || (isList && written.length === 0))
      report.add({ path: [], message: "Write one hook, such as `type: webhook` with its `params`." });
    else for (const complaint of complaints(isList ? hookList : hook, written)) report.add(complaint);
  }
  const hooks = report.hasErrors ? [] : ((isList ? written : [written]) as unknown as HookSource[]);
  const pathOf = (index: number) => (isList ? [index] : []);
  checkMoment(hooks, { moment, pathOf, around: { env, params: null }, report });
  const planned = report.hasErrors ? [] : hooks.map(planHook);
  const diagnostics = sortDiagnostics(report.diagnostics);
  return { hook: planned.at(-1) ?? null, before: planned.slice(0, -1), diagnostics };
}
