import type { OperationHelp } from "@/components/chain-builder/complete/knowledge";
import type { JsonObject } from "@/server/core/json";

/** What a step does: call an operation, let a model work, run another chain; `none`: nothing is chosen yet. */
export type StepWork =
  | { type: "operation"; operation: OperationHelp }
  | { type: "unknown-operation"; name: string }
  | { type: "agent" }
  | { type: "chain" }
  | { type: "none" };

export function workOf(step: JsonObject, operations: readonly OperationHelp[]): StepWork {
  if (step.execution_mode === "orchestrated" || (step.task_description !== undefined && step.tool === undefined)) {
    return { type: "agent" };
  }
  if (step.chain !== undefined) return { type: "chain" };
  if (step.tool === undefined && step.operation === undefined) return { type: "none" };
  const operation = operations.find((one) => one.tool === step.tool && one.operation === step.operation);
  return operation
    ? { type: "operation", operation }
    : { type: "unknown-operation", name: `${String(step.tool ?? "?")}.${String(step.operation ?? "?")}` };
}

/** Keys that say what the work is; they change together. */
const WORK_KEYS = [
  ...["tool", "operation", "chain", "execution_mode", "task_description", "model", "allowed_tools", "output_schema"],
  ...["limits", "parameters"],
];

/** The step with other work. Parameters that the new operation has as well are kept. */
export function withWork(step: JsonObject, work: JsonObject, operation?: OperationHelp): JsonObject {
  const kept = Object.fromEntries(Object.entries(step).filter(([key]) => !WORK_KEYS.includes(key)));
  const known = Object.keys(operation?.inputSchema.properties ?? {});
  const old = typeof step.parameters === "object" && step.parameters !== null ? Object.entries(step.parameters) : [];
  const parameters = Object.fromEntries(old.filter(([key]) => known.includes(key)));
  return { ...kept, ...work, ...(Object.keys(parameters).length > 0 ? { parameters } : {}) };
}

/** Keys that have a control somewhere in the form. */
const WITH_CONTROL = new Set([
  ...WORK_KEYS,
  ...["id", "name", "description", "output_key", "depends_on", "join", "when", "trigger", "pass", "timeout"],
  ...["error_policy", "retry", "retry_config", "rerun", "next", "next_step_logic", "alternative", "compensate"],
  ...["repeat", "repeat_config", "for_each", "concurrency", "total_timeout", "start_timeout", "idle_timeout", "hooks"],
]);

/** Keys of a step that are only edited in its text. */
export const keysWithoutControl = (step: JsonObject): string[] =>
  Object.keys(step).filter((key) => !WITH_CONTROL.has(key));
