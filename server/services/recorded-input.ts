/**
 * What an attempt received. Inputs are not stored: results never change, so resolving the templates again, with just the
 * results that were there when the attempt began, gives the same. Secrets appear as their names.
 */
import { contextOf } from "../core/execution/context";
import {
  type ExecutionState,
  type LoopState,
  PENDING_STEP,
  queuedState,
  type StepState,
} from "../core/execution/state";
import type { JsonObject, JsonValue } from "../core/json";
import type { Plan } from "../core/plan/plan";
import { renderValue } from "../core/template/render";
import { referencedSecrets } from "../core/template/secrets";
import { TemplateError } from "../core/template/template-error";
import type { ExecutionRecord, listResults } from "../store/executions";
import type { ItemRecord } from "../store/items";

type ResultRow = Awaited<ReturnType<typeof listResults>>[number];

/** Which attempt is meant: of a step of the plan, or of an item of its loop, begun at `at` (epoch ms). */
interface AttemptFacts {
  index: number;
  at: number;
  step: { iteration: number };
  itemRow: ItemRecord | null;
}

export function recordedInput(
  plan: Plan,
  execution: ExecutionRecord,
  rows: ResultRow[],
  { index, at, step: facts, itemRow }: AttemptFacts,
): JsonValue {
  const step = plan.steps[index];
  if (!step) return null;
  const byId = new Map(rows.map((row) => [row.stepId, row]));
  const steps = plan.steps.map((entry) => stateThen(byId.get(entry.id), at));
  steps[index] = { ...PENDING_STEP, iteration: facts.iteration, loop: itemRow && loopWith(itemRow) };
  const { id, origin, userId, chainId, params, createdAt, dueAt, startedAt, overrides } = execution;
  const state: ExecutionState = {
    ...queuedState(plan, { id, origin, userId, chainId, params, createdAt, dueAt }),
    ...{ status: "running", startedAt, steps },
  };
  const secrets = Object.fromEntries(referencedSecrets(plan).map((name) => [name, `[secret:${name}]`])) as JsonObject;
  const place = itemRow ? { step: index, item: itemRow.item } : { step: index };
  const edited = overrides?.[step.id] ?? {};
  const written = Object.fromEntries(Object.entries(step.parameters).filter(([key]) => !Object.hasOwn(edited, key)));
  try {
    const rendered = renderValue(written, { ...contextOf(plan, state, place, at), secrets }) as JsonObject;
    return { ...rendered, ...edited };
  } catch (error) {
    if (error instanceof TemplateError) return { ...written, ...edited };
    throw error;
  }
}

function stateThen(row: ResultRow | undefined, at: number): StepState {
  if (!row || row.endedAt === null || row.endedAt > at) return PENDING_STEP;
  const { status, result, startedAt, endedAt } = row;
  const error = row.error ? { ...row.error, code: "tool_error" as const, retryable: false } : null;
  return { ...PENDING_STEP, status, result, error, startedAt, endedAt };
}

function loopWith({ item, value }: ItemRecord): LoopState {
  const list: JsonValue[] = [];
  list[item] = value;
  return { list, items: [], begun: item + 1, active: 1 };
}
