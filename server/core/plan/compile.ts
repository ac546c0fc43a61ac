import type { ChainDefinition } from "../definition/definition";
import type { Diagnostic } from "../definition/diagnostic";
import { inlineTasks, type SavedTasks } from "../definition/inline-tasks";
import { type DraftNotes, NO_NOTES } from "../definition/notes";
import { Report, sortDiagnostics } from "../definition/report";
import { SourceMap } from "../definition/source-map";
import { checkHooks } from "../hooks/check-hooks";
import { resolveActions } from "./actions";
import { assemble } from "./assemble";
import { readDependencies } from "./auto-order";
import type { ToolCatalog } from "./catalog";
import { classicMiss } from "./check-classic";
import { NameCheck } from "./check-names";
import { type CompiledStep, compileSteps } from "./compile-step";
import { checkConcurrencyKey } from "./concurrency";
import { reportCycle } from "./cycles";
import { defaultJoins } from "./default-join";
import { resolveDependencies } from "./dependencies";
import { checkItems } from "./loops";
import { resolveNext } from "./next";
import { topologicalOrder } from "./order";
import type { Plan } from "./plan";
import { resolveRoles } from "./roles";
import { checkBody } from "./step-body";
import { type StepText, textsOf } from "./step-texts";
import { indexSteps, type StepsIndex } from "./steps-index";
import { warnUnused } from "./unused";
import { Upstream } from "./upstream";

export type CompileResult = { ok: true; plan: Plan; warnings: Diagnostic[] } | { ok: false; diagnostics: Diagnostic[] };

/** What steps may name. */
export interface KnownThings {
  catalog: ToolCatalog;
  /** Saved tasks; none when absent. */
  tasks?: SavedTasks;
  /** Environment variables that hooks may read; absent: whoever compiles does not know them. */
  hookEnv?: readonly string[];
}

export interface CompileOptions extends KnownThings {
  /** Where things stand in the text; without it places are line 0. */
  source?: SourceMap;
}

/** Compiles a definition that fits the format: all errors at once, or the frozen plan. */
export function compile(
  definition: ChainDefinition,
  { source = SourceMap.none(), ...known }: CompileOptions,
): CompileResult {
  const report = new Report(source);
  const plan = compileInto(report, definition, known, NO_NOTES);
  if (plan === null) return { ok: false, diagnostics: sortDiagnostics(report.diagnostics) };
  return { ok: true, plan, warnings: sortDiagnostics(report.diagnostics) };
}

const NO_TASKS: SavedTasks = new Map();

/** Keys that say what comes before what. */
const ORDER_KEYS = ["id", "name", "depends_on", "next", "alternative", "compensate"];
/** With `order: auto` also those that read. */
const READING_KEYS = ["task", "parameters", "task_description", "when", "for_each", "repeat"];

/**
 * Compiles and adds what is wrong to a report that may have errors already; null when there are any. What hangs on keys
 * that were wrong, by the notes, is not judged.
 */
export function compileInto(
  report: Report,
  written: ChainDefinition,
  { catalog, tasks = NO_TASKS, hookEnv }: KnownThings,
  notes: DraftNotes,
): Plan | null {
  const { definition, taskOf } = inlineTasks(resolveActions(written, catalog), tasks, report);
  const index = indexSteps(definition, notes, report);
  const roles = resolveRoles(index, report);
  const choices = resolveNext(index, roles, report);
  const steps = compileSteps(index, catalog, taskOf);
  const texts = steps.map((step, at) => textsOf(step, at, index));
  const isAuto = definition.order === "auto";
  const isStandBy = (step: number) => roles.role[step] !== "step";
  const reads = (step: number) => readDependencies(texts[step] ?? [], index, isStandBy);
  const edges = resolveDependencies({ index, roles, choices, reads: isAuto ? reads : null }, report);
  if (edges === null) return null;
  const above = edges.map((ones) => ones.map(({ step }) => step));
  const { order, cycle } = topologicalOrder(above);
  if (cycle !== null) reportCycle(cycle, { index, edges, isAuto }, report);

  const unclear = isAuto ? [...ORDER_KEYS, ...READING_KEYS] : ORDER_KEYS;
  const isOrderKnown =
    !notes.chainDropped.has("order") && !notes.steps.some(({ dropped }) => unclear.some((key) => dropped.has(key)));
  const isAlternative = (step: number) => roles.role[step] === "alternative";
  const upstream = order !== null && isOrderKnown ? new Upstream(above, order, isAlternative) : null;
  const params = notes.chainDropped.has("params") ? null : Object.keys(definition.params ?? {});
  const names = new NameCheck({ index, roles, steps, upstream, params }, report);
  checkConcurrencyKey(definition, params !== null, report);
  for (const [at, step] of steps.entries()) checkStep(step, texts[at] ?? [], { at, names, catalog, index, report });
  checkAllHooks(definition, { index, report, env: hookEnv ?? null, params });
  warnUnused(definition, index, notes, report);
  if (order === null || report.hasErrors) return null;
  return assemble(definition, { steps, roles, choices, edges, order, joins: defaultJoins(edges, order, choices) });
}

function checkAllHooks(
  definition: ChainDefinition,
  around: { index: StepsIndex; report: Report; env: readonly string[] | null; params: readonly string[] | null },
): void {
  const { index, report, env, params } = around;
  if (definition.hooks) checkHooks(definition.hooks, ["hooks"], { env, params }, report);
  for (const [at, { hooks, id }] of definition.steps.entries())
    if (hooks) checkHooks(hooks, index.path(at, "hooks"), { env, params, stepId: id }, report);
}

interface StepChecks {
  at: number;
  names: NameCheck;
  catalog: ToolCatalog;
  index: StepsIndex;
  report: Report;
}

function checkStep(
  { definition, body, loop, known }: CompiledStep,
  texts: readonly StepText[],
  { at, names, catalog, index, report }: StepChecks,
): void {
  if (report.full) return;
  if (!index.dropped(at, "parameters")) checkBody(definition, at, body, catalog, report);
  checkItems(loop, at, index, report);
  for (const text of texts) {
    names.check(text);
    const miss = text.place === "parameters" ? classicMiss(text.text, known) : null;
    if (miss === null) continue;
    const { message, written: within, meant: suggestion } = miss;
    report.add({ path: text.path, message, within, suggestion, severity: "warning", stepId: definition.id });
  }
}
