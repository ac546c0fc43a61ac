import type { Diagnostic } from "../definition/diagnostic";
import { readText } from "../definition/read-text";
import { sortDiagnostics } from "../definition/report";
import { chainHooks, type HooksSource, hook } from "../definition/schema/hooks";
import { complaints } from "../validation/explain";
import { checkHooks } from "./check-hooks";
import { compileHooks } from "./compile-hooks";
import type { PlanHook, PlanHooks } from "./plan-hook";

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

/** Reads one hook, to try it. */
export function parseHook(
  text: string,
  env: readonly string[] | null,
): { hook: PlanHook | null; diagnostics: Diagnostic[] } {
  const { data, report } = readText(text);
  const written = Array.isArray(data) ? (data[0] ?? null) : (data ?? null);
  if (!report.hasErrors) {
    if (written === null)
      report.add({ path: [], message: "Write one hook, such as `type: webhook` with its `params`." });
    else for (const complaint of complaints(hook, written)) report.add(complaint);
  }
  const source = { task_finished: [written] } as unknown as HooksSource;
  if (!report.hasErrors) checkHooks(source, [], { env, params: null }, report);
  const planned = report.hasErrors ? null : (compileHooks(source)?.task_finished?.[0] ?? null);
  return { hook: planned, diagnostics: sortDiagnostics(report.diagnostics) };
}
