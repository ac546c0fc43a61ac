import type { JsonValue } from "../server/core/json";
import type { ExecutionView } from "../server/services/execution-view";
import type { Services } from "../server/services/services";
import { type RunReport, runReport } from "./run-report";
import { OPERATOR } from "./services-session";

/** The report of an execution with its results read whole. */
export async function readReport(services: Services, view: ExecutionView): Promise<RunReport> {
  const { rows } = await services.executions.outcome(OPERATOR, view.id);
  const results = new Map<string, JsonValue>(
    rows.filter((row) => row.endedAt !== null).map((row) => [row.stepId, row.result]),
  );
  return runReport(view, results);
}
