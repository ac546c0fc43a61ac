/**
 * What an attempt received. Inputs are not stored: results never change, so resolving the templates again, with just the
 * results that were there when the attempt began, gives the same. Secrets appear as their names.
 */
import { contextOf } from "../core/execution/context";
import { type ExecutionState, PENDING_STEP, queuedState } from "../core/execution/state";
import type { JsonObject, JsonValue } from "../core/json";
import type { Plan } from "../core/plan/plan";
import { renderValue } from "../core/template/render";
import { referencedSecrets } from "../core/template/secrets";
import { TemplateError } from "../core/template/template-error";
import type { ExecutionRecord, listResults } from "../store/executions";

type ResultRow = Awaited<ReturnType<typeof listResults>>[number];

export function recordedInput(
  plan: Plan,
  execution: ExecutionRecord,
  rows: ResultRow[],
  stepId: string,
  at: number,
): JsonValue {
  const index = plan.steps.findIndex((step) => step.id === stepId);
  const step = plan.steps[index];
  if (!step) return null;
  const byId = new Map(rows.map((row) => [row.stepId, row]));
  const steps = plan.steps.map((entry) => {
    const row = byId.get(entry.id);
    if (!row || row.endedAt === null || row.endedAt > at) return PENDING_STEP;
    const error = row.error ? { ...row.error, code: "tool_error" as const, retryable: false } : null;
    return {
      ...PENDING_STEP,
      status: row.status,
      result: row.result,
      error,
      startedAt: row.startedAt,
      endedAt: row.endedAt,
    };
  });
  const { id, origin, userId, chainId, params, createdAt, startedAt } = execution;
  const state: ExecutionState = {
    ...queuedState(plan, { id, origin, userId, chainId, params, createdAt }),
    ...{ status: "running", startedAt, steps },
  };
  const secrets = Object.fromEntries(referencedSecrets(plan).map((name) => [name, `[secret:${name}]`])) as JsonObject;
  try {
    return renderValue(step.parameters, { ...contextOf(plan, state, { step: index }, at), secrets });
  } catch (error) {
    if (error instanceof TemplateError) return step.parameters;
    throw error;
  }
}
