/**
 * What hooks may tell of a moment. Only what their templates read is kept: a result can be large, and most hooks name a field of it.
 * Values of secrets never get here: where a step's parameters name one, its name stands.
 */
import { contextOf } from "../execution/context";
import type { ExecutionState, StepState } from "../execution/state";
import type { JsonObject, JsonValue } from "../json";
import type { Plan, PlanStep } from "../plan/plan";
import { eachText, references } from "../template/references";
import { renderValue } from "../template/render";
import { TemplateError } from "../template/template-error";
import type { Moment } from "./moments";
import type { PlanHook } from "./plan-hook";

type Segments = readonly (string | number | null)[];

export interface MomentFacts {
  plan: Plan;
  /** As it is right after the moment. */
  state: ExecutionState;
  chainName: string;
  /** Parameters of a replay that stand in for those of the plan, by step id. */
  overrides: Readonly<Record<string, JsonObject>> | null;
}

/** What the hooks of a moment read. */
export function hookContext(moment: Moment, hooks: readonly PlanHook[], facts: MomentFacts): JsonObject {
  const { plan, state } = facts;
  const paths = hooks.flatMap(readsOf);
  const wants = (root: string) => paths.some(([first]) => first === root);
  const context: JsonObject = { execution: executionPart(moment, facts) };
  if (moment.step !== null) context.task = taskPart(plan, state, moment.step, moment);
  if (wants("params")) context.params = pruned(state.params, below(paths, "params"));
  if (wants("input") && moment.step !== null)
    context.input = pruned(inputOf(facts, moment.step, moment.at), below(paths, "input"));
  if (wants("output")) context.output = pruned(outputOf(facts, moment), below(paths, "output"));
  return context;
}

function executionPart({ moment, status, at }: Moment, { state, chainName }: MomentFacts): JsonObject {
  return {
    id: state.id,
    chain: chainName,
    status: moment === "workflow_finished" ? status : "running",
    origin: state.origin,
    duration_ms: state.startedAt === null ? 0 : at - state.startedAt,
    error: moment === "workflow_finished" && state.reason ? problem(state.reason) : null,
  };
}

function taskPart(plan: Plan, state: ExecutionState, index: number, { status, at }: Moment): JsonObject {
  const [step, entry] = placeOf(plan, state, index);
  return {
    id: step.id,
    name: step.name,
    status: status ?? "running",
    attempt: entry.attempt,
    duration_ms: entry.startedAt === null ? 0 : at - entry.startedAt,
    error: entry.error ? problem(entry.error) : entry.reason ? problem(entry.reason) : null,
  };
}

const problem = ({ code, message }: { code: string; message: string }): JsonObject => ({ code, message });

/** The resolved parameters of a step. What cannot be resolved, such as what each item of a loop decides, stays as written. */
function inputOf({ plan, state, overrides }: MomentFacts, index: number, at: number): JsonObject {
  const [step] = placeOf(plan, state, index);
  const over = overrides?.[step.id] ?? {};
  const context = { ...contextOf(plan, state, { step: index }, at), secrets: secretNames(step) };
  const entries = Object.entries(step.parameters).map(([key, value]): [string, JsonValue] => {
    try {
      return [key, renderValue(value, context)];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return [key, value];
    }
  });
  return { ...Object.fromEntries(entries), ...over };
}

function secretNames(step: PlanStep): JsonObject {
  const names: JsonObject = {};
  eachText(step.parameters, [], (text) => {
    if (!text.includes("secrets")) return;
    for (const { path } of references(text))
      if (path[0] === "secrets" && typeof path[1] === "string") names[path[1]] = `[secret:${path[1]}]`;
  });
  return names;
}

function outputOf({ plan, state }: MomentFacts, { step, at }: Moment): JsonValue {
  if (step !== null) return placeOf(plan, state, step)[1].result;
  return contextOf(plan, state, null, at).results ?? null;
}

function placeOf(plan: Plan, state: ExecutionState, index: number): [PlanStep, StepState] {
  const [step, entry] = [plan.steps[index], state.steps[index]];
  if (!step || !entry) throw new Error(`The plan has no step ${index}.`);
  return [step, entry];
}

const reads = new WeakMap<PlanHook, readonly Segments[]>();

/** The paths that a hook's templates read. What cannot be read names nothing: that it fails is said when it is its turn. */
export function readsOf(hook: PlanHook): readonly Segments[] {
  const known = reads.get(hook);
  if (known) return known;
  const found: Segments[] = [];
  eachText(hook.params, [], (text) => {
    try {
      found.push(...references(text).map(({ path }) => path));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
    }
  });
  reads.set(hook, found);
  return found;
}

const below = (paths: readonly Segments[], root: string): Segments[] =>
  paths.filter(([first]) => first === root).map((path) => path.slice(1));

/**
 * A value with only what the paths lead to. A list, and what a computed part leads to, stays whole. Below nothing there is nothing: a
 * step that failed has no output, and a hook that names a field of it gets null.
 */
export function pruned(value: JsonValue, paths: readonly Segments[]): JsonValue {
  if (value === null && paths.length > 0 && paths.every(([first]) => typeof first === "string"))
    return Object.fromEntries(paths.map(([first]) => [String(first), pruned(null, below(paths, String(first)))]));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (paths.some(([first]) => typeof first !== "string" || !Object.hasOwn(value, first))) return value;
  const keys = [...new Set(paths.map(([first]) => String(first)))];
  return Object.fromEntries(keys.map((key) => [key, pruned(value[key] ?? null, below(paths, key))]));
}
