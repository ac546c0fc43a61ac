import type { ChainDefinition } from "../definition/definition";
import type { Diagnostic } from "../definition/diagnostic";
import { Report, sortDiagnostics } from "../definition/report";
import { SourceMap } from "../definition/source-map";
import { CONTEXT_NAMES } from "../template/names";
import { conditionTemplate, eachText } from "../template/references";
import { normalizeSingleBraces } from "../template/single-braces";
import { assemble, type CompiledStep } from "./assemble";
import type { ToolCatalog } from "./catalog";
import { classicMiss } from "./check-classic";
import { NameCheck } from "./check-names";
import { resolveDependencies } from "./dependencies";
import { topologicalOrder } from "./order";
import type { Plan } from "./plan";
import { bodyOf, checkBody, isOrchestrated } from "./step-body";
import { indexSteps, type StepsIndex } from "./steps-index";
import { Upstream } from "./upstream";

export type CompileResult = { ok: true; plan: Plan; warnings: Diagnostic[] } | { ok: false; diagnostics: Diagnostic[] };

export interface CompileOptions {
  catalog: ToolCatalog;
  /** Where things stand in the text; without it places are line 0. */
  source?: SourceMap;
}

/** Compiles a definition that fits the format: all errors at once, or the frozen plan. */
export function compile(
  definition: ChainDefinition,
  { catalog, source = SourceMap.none() }: CompileOptions,
): CompileResult {
  const report = new Report(source);
  const plan = compileInto(report, definition, catalog, []);
  if (plan === null) return { ok: false, diagnostics: sortDiagnostics(report.diagnostics) };
  return { ok: true, plan, warnings: sortDiagnostics(report.diagnostics) };
}

/**
 * Compiles and adds what is wrong to a report that may have errors already; null when there are any. `dropped` are the
 * keys per step that were wrong: what hangs on them is not judged.
 */
export function compileInto(
  report: Report,
  definition: ChainDefinition,
  catalog: ToolCatalog,
  dropped: readonly ReadonlySet<string>[],
): Plan | null {
  const index = indexSteps(definition, report);
  const edges = resolveDependencies(index, dropped, report);
  const above = edges.map((ones) => ones.map(({ step }) => step));
  const { order, cycle } = topologicalOrder(above);
  if (cycle !== null) reportCycle(cycle, index, report);
  const known = new Set<string>([...CONTEXT_NAMES, ...index.byOutputKey.keys(), ...index.byId.keys()]);
  const steps = compileSteps(index, catalog, known);
  const orderKnown = order !== null && !dropped.some((keys) => keys.has("depends_on") || keys.has("id"));
  const names = new NameCheck(
    index,
    Object.keys(definition.params ?? {}),
    orderKnown ? new Upstream(above, order) : null,
    steps.map(({ body }) => body.spec),
    report,
  );
  for (const [at, step] of steps.entries())
    checkStep(step, at, { names, catalog, known, report, dropped: dropped[at] });
  if (order === null || report.hasErrors) return null;
  return assemble(definition, steps, edges, order);
}

function compileSteps(index: StepsIndex, catalog: ToolCatalog, known: ReadonlySet<string>): CompiledStep[] {
  return index.steps.map((definition, at) => ({
    definition,
    outputKey: index.outputKeys[at] ?? definition.id,
    body: bodyOf(definition, known, catalog),
    when: definition.when === undefined ? null : conditionOf(definition.when, known),
  }));
}

/** The expression without braces, whichever way it was written. */
function conditionOf(written: string | boolean, known: ReadonlySet<string>): string {
  const expression = normalizeSingleBraces(String(written), known);
  return conditionTemplate(expression.replace(/^\s*\{\{ (.*) \}\}(?=\s*[=!<>])/, "$1")).slice(3, -3);
}

interface Checks {
  names: NameCheck;
  catalog: ToolCatalog;
  known: ReadonlySet<string>;
  report: Report;
  dropped: ReadonlySet<string> | undefined;
}

function checkStep(
  { definition, body, when }: CompiledStep,
  at: number,
  { names, catalog, known, report, dropped }: Checks,
): void {
  if (report.full) return;
  const path = ["steps", at];
  if (!dropped?.has("parameters")) checkBody(definition, at, body, catalog, report);
  const secrets = isOrchestrated(definition) ? "llm" : "allowed";
  const { task, data } = body.parameters;
  const written = isOrchestrated(definition) ? (data ?? {}) : body.parameters;
  eachText(written, [...path, "parameters"], (text, place) => {
    names.template(text, { step: at, path: place, secrets });
    const miss = classicMiss(text, known);
    if (miss === null) return;
    const { message, written: within, meant: suggestion } = miss;
    report.add({ path: place, message, within, suggestion, severity: "warning", stepId: definition.id });
  });
  if (secrets === "llm" && typeof task === "string")
    names.template(task, { step: at, path: [...path, "task_description"], secrets });
  if (when !== null) names.condition(when, { step: at, path: [...path, "when"], secrets: "condition" });
}

function reportCycle(cycle: readonly number[], index: StepsIndex, report: Report): void {
  const ids = cycle.map((step) => index.steps[step]?.id ?? "");
  const message = `The steps wait for each other: ${[...ids, ids[0]].join(" -> ")}. Remove one of these dependencies.`;
  report.add({ path: ["steps", cycle[0] ?? 0, "depends_on"], message, stepId: ids[0] });
}
