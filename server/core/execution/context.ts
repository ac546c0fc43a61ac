import type { JsonObject, JsonValue } from "../json";
import type { Plan } from "../plan/plan";
import type { StepPlace } from "./engine-event";
import { resultOf } from "./outcome";
import type { ExecutionState, StepState } from "./state";
import { isStepEnded } from "./states";

/** The part of an execution that its templates can read. */
export type ContextState = Pick<
  ExecutionState,
  "id" | "chainId" | "userId" | "params" | "status" | "origin" | "startedAt" | "dueAt" | "steps"
>;

/**
 * What the templates of a step see: see "The context that templates see" in the definition format. `secrets` is not part
 * of it: whoever performs the step adds it at the last moment. A step that has no result has the result null: it was skipped,
 * failed under `continue`, or has not ended yet (above a join with `any_succeeded`).
 */
export function contextOf(plan: Plan, state: ContextState, current: StepPlace | null, at: number): JsonObject {
  const results: JsonObject = {};
  const errors: JsonObject = {};
  const steps: JsonObject = {};
  const completed: string[] = [];
  plan.steps.forEach((step, index) => {
    const entry = state.steps[index];
    if (!entry) return;
    // A step may keep its result to itself; it still sees it, to judge an iteration or choose a way.
    const passes = step.pass.result || index === current?.step;
    const result = passes ? resultOf(plan, state.steps, index) : null;
    steps[step.id] = stepContext(entry, result);
    if (entry.error && isStepEnded(entry.status)) {
      errors[step.id] = { code: entry.error.code, message: entry.error.message };
    }
    results[step.outputKey] = result;
    if (step.id !== step.outputKey && !(step.id in results)) results[step.id] = result;
    if (entry.status === "succeeded") completed.push(step.name);
  });
  const start = new Date(state.startedAt ?? at).toISOString();
  const due = state.dueAt == null ? null : new Date(state.dueAt).toISOString();
  return {
    ...results,
    ...loopContext(state, current),
    chain_id: state.chainId,
    execution_id: state.id,
    start_time: start,
    variables: { date: (due ?? start).slice(0, 10), user_id: state.userId, scheduled_for: due },
    params: state.params,
    results,
    current_step: current === null ? null : (plan.steps[current.step]?.name ?? null),
    completed_steps: completed,
    errors,
    steps,
    execution: {
      id: state.id,
      status: state.status,
      origin: state.origin,
      duration_ms: state.startedAt === null ? 0 : at - state.startedAt,
    },
  };
}

/** `item` and `index` of a loop, `iteration` of a repeat. */
function loopContext(state: ContextState, current: StepPlace | null): JsonObject {
  const entry = current === null ? undefined : state.steps[current.step];
  if (current?.item !== undefined) return { item: entry?.loop?.list[current.item] ?? null, index: current.item };
  return entry && entry.iteration > 0 ? { iteration: entry.iteration } : {};
}

/** An entry never changes, so what templates see of a step that has ended is made once. */
const made = new WeakMap<StepState, { result: JsonValue; context: JsonObject }>();

function stepContext(entry: StepState, result: JsonValue): JsonObject {
  const before = made.get(entry);
  if (before && before.result === result) return before.context;
  const context = newStepContext(entry, result);
  made.set(entry, { result, context });
  return context;
}

function newStepContext(entry: StepState, result: JsonValue): JsonObject {
  return {
    status: entry.status,
    result,
    error: entry.error ? { code: entry.error.code, message: entry.error.message } : null,
    started_at: entry.startedAt === null ? null : new Date(entry.startedAt).toISOString(),
    duration_ms: entry.startedAt !== null && entry.endedAt !== null ? entry.endedAt - entry.startedAt : null,
  };
}
