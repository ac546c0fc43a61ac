import { stringify } from "yaml";
import { assignStepIds } from "@/server/core/definition/step-ids";
import type { TaskRun } from "@/server/services/tasks/history";

/** Steps that do what these runs did, one after the other, as the text of a chain. */
export function chainOfRuns(runs: readonly Pick<TaskRun, "name" | "body">[]): string {
  const names = runs.map(({ name }) => name.trim() || "Step");
  const ids = assignStepIds(names.map((name) => ({ name })));
  const steps = runs.map(({ body }, index) => ({ id: ids[index], name: names[index], ...body }));
  const name = names.length === 1 ? names[0] : `${names[0]} and ${names.length - 1} more`;
  return stringify({ name, share: { browser_session: true, files: true }, steps }, { lineWidth: 0 });
}
