import type { JsonValue } from "../server/core/json";
import type { ExecutionView } from "../server/services/execution-view";
import { type RunReport, runReport } from "./run-report";
import { OPERATOR, type ServicesSession } from "./services-session";

/** The report of an execution with its results read whole, also those that are kept in files. */
export async function readReport(
  { services, readResultFile }: ServicesSession,
  view: ExecutionView,
): Promise<RunReport> {
  const results = new Map<string, JsonValue>();
  for (const { stepId, result, resultFile } of await services.executions.results(OPERATOR, view.id)) {
    results.set(stepId, resultFile === null ? result : await readResultFile(view.id, resultFile));
  }
  return runReport(view, results);
}
