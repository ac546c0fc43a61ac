import type { JsonValue } from "../server/core/json";
import type { ExecutionView } from "../server/services/execution-view";
import { type RunReport, runReport } from "./run-report";
import { OPERATOR, type ServicesSession } from "./services-session";

/** The report of an execution with its results read whole, also those that are kept in files. */
export async function readReport(
  { services, readResultFile }: ServicesSession,
  view: ExecutionView,
): Promise<RunReport> {
  const { rows } = await services.executions.outcome(OPERATOR, view.id);
  const results = new Map<string, JsonValue>();
  for (const { stepId, endedAt, result, resultFile } of rows) {
    if (endedAt !== null) results.set(stepId, resultFile === null ? result : await readResultFile(view.id, resultFile));
  }
  return runReport(view, results);
}
