import type { Reason } from "../server/core/execution/states";
import type { JsonObject, JsonValue } from "../server/core/json";
import type { ExecutionView } from "../server/services/execution-view";
import { isoTime } from "./durations";

/** What `run --json` and `show --json` print. */
export interface RunReport {
  id: string;
  status: ExecutionView["status"];
  reason: Reason | null;
  with_errors: boolean;
  duration_ms: number | null;
  replay_of: string | null;
  parent_id: string | null;
  /** By output key; null for steps that ended without a result. */
  results: JsonObject;
  /** By step id. */
  errors: { [stepId: string]: { code: string; message: string } };
  steps: {
    id: string;
    status: string;
    reason: Reason | null;
    attempts: number;
    /** Of a repeat, from 1; else 0. */
    iteration: number;
    /** Of a loop: how many items there are, have ended, have failed. */
    items: { total: number; ended: number; failed: number } | null;
    /** Where its `next` went: a step, "end", or null when it chose nothing. */
    went_to: string | null;
    /** The execution of another chain that it ran. */
    child: string | null;
    started_at: string | null;
    ended_at: string | null;
  }[];
}

/** `results` by step id, of the steps that ended; whatever else there is comes from the view. */
export function runReport(view: ExecutionView, results: ReadonlyMap<string, JsonValue>): RunReport {
  const report: RunReport = {
    id: view.id,
    status: view.status,
    reason: view.reason,
    with_errors: view.withErrors,
    duration_ms: view.startedAt === null || view.endedAt === null ? null : view.endedAt - view.startedAt,
    replay_of: view.replayOf?.id ?? null,
    parent_id: view.parent?.id ?? null,
    results: {},
    errors: {},
    steps: [],
  };
  for (const [index, step] of view.steps.entries()) {
    const key = view.graph[index]?.outputKey ?? step.id;
    if (step.endedAt !== null || results.has(step.id)) report.results[key] = results.get(step.id) ?? null;
    if (step.error !== null) report.errors[step.id] = { code: step.error.code, message: step.error.message };
    report.steps.push({
      id: step.id,
      status: step.status,
      reason: step.reason,
      attempts: step.attempt,
      iteration: step.iteration,
      items: step.loop,
      went_to: step.branch?.goto ?? null,
      child: step.childId,
      started_at: isoTime(step.startedAt),
      ended_at: isoTime(step.endedAt),
    });
  }
  return report;
}
