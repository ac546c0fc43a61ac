import type { ExecutionStatus, StepStatus } from "../../core/execution/states";
import type { JsonObject, JsonValue } from "../../core/json";
import type { EdgeCondition, Plan } from "../../core/plan/plan";
import type { StepRecord } from "../../store/executions";
import { questionOf } from "../tasks/task-body";
import type { TriggerCondition } from "./hook-chain";

const CONDITIONS: Readonly<Record<EdgeCondition, TriggerCondition>> = {
  success: "on_success",
  failure: "on_failure",
  always: "always",
};

/** In this API `completed` stands for `succeeded`. */
export const hookStatus = (status: ExecutionStatus | StepStatus): string =>
  status === "succeeded" ? "completed" : status;

export interface HookTaskView {
  id: string;
  task_order: number;
  source_task_id: string | null;
  task_question: string;
  /** Of its last execution; `pending` when there was none. */
  task_status: string;
  trigger_condition: TriggerCondition;
}

/** The steps of a plan as tasks in a row. `lastSteps`: the steps of the chain's last execution. */
export function hookTasks(
  plan: Plan,
  lastSteps: readonly StepRecord[],
  sources: Readonly<Record<string, string>>,
): HookTaskView[] {
  const status = new Map(lastSteps.map((step) => [step.stepId, step.status]));
  return plan.steps.map((step, index) => ({
    id: step.id,
    task_order: orderOf(step.id, index),
    source_task_id: sources[step.id] ?? step.task?.id ?? null,
    task_question: questionOf(step),
    task_status: hookStatus(status.get(step.id) ?? "pending"),
    trigger_condition: CONDITIONS[conditionAfter(plan, index)],
  }));
}

/** When the next step is triggered: by its edge to this one. */
function conditionAfter(plan: Plan, index: number): EdgeCondition {
  const [next] = plan.steps[index]?.dependents ?? [];
  const edge = next === undefined ? undefined : plan.steps[next]?.dependsOn.find(({ step }) => step === index);
  return edge?.on ?? "success";
}

/** Steps of hook chains carry their order in their id; others have their place. */
function orderOf(stepId: string, index: number): number {
  const match = /^task-(\d+)$/.exec(stepId);
  return match?.[1] === undefined ? index : Number(match[1]);
}

interface StepFacts {
  stepId: string;
  status: StepStatus;
  result: JsonValue;
  browser: { url?: string } | null;
  startedAt: number | null;
  endedAt: number | null;
  error: { code: string; message: string } | null;
}

interface ExecutionFacts {
  id: string;
  chainId: string | null;
  chainName: string;
  status: ExecutionStatus;
  reason: { code: string; message: string } | null;
  plan: Plan;
  steps: readonly StepFacts[];
  /** Paths of files by step. */
  files: ReadonlyMap<string, string[]>;
}

/** An execution with its tasks and what they share. */
export function hookExecution({ id, chainId, chainName, status, reason, plan, steps, files }: ExecutionFacts) {
  const byId = new Map(steps.map((step) => [step.stepId, step]));
  const tasks = plan.steps.map((step, index) => taskOf(step.id, orderOf(step.id, index), byId.get(step.id) ?? null));
  const current = currentIndex(tasks.map((task) => String(task.status)));
  return {
    ...{ execution_id: id, chain_id: chainId, chain_name: chainName, status: hookStatus(status) },
    ...(reason === null ? {} : { reason: { code: reason.code, message: reason.message } }),
    ...{ current_task_index: current, current_task_id: current === null ? null : (plan.steps[current]?.id ?? null) },
    tasks,
    shared_context: Object.fromEntries(
      steps.filter(({ status }) => status === "succeeded").map((step) => [step.stepId, shared(step, files)]),
    ),
  };
}

function taskOf(taskId: string, order: number, step: StepFacts | null): JsonObject {
  const at = (ms: number | null | undefined) => (ms == null ? null : new Date(ms).toISOString());
  return {
    ...{ task_id: taskId, task_order: order, status: hookStatus(step?.status ?? "pending") },
    ...(step?.status === "succeeded" ? { result: step.result } : {}),
    ...(step?.error ? { error: { code: step.error.code, message: step.error.message } } : {}),
    ...(step?.startedAt == null ? {} : { started_at: at(step.startedAt) }),
    ...(step?.endedAt == null ? {} : { completed_at: at(step.endedAt) }),
  };
}

function shared({ stepId, result, browser }: StepFacts, files: ReadonlyMap<string, string[]>): JsonObject {
  return {
    ...{ result, files: files.get(stepId) ?? [] },
    ...(browser?.url ? { browser_state: { url: browser.url } } : {}),
  };
}

/** What runs or waits; else the last that has ended; null before anything began. */
function currentIndex(statuses: readonly string[]): number | null {
  const open = statuses.findIndex((status) => ["queued", "running", "waiting"].includes(status));
  if (open >= 0) return open;
  const ended = statuses.findLastIndex((status) => !["pending", "skipped"].includes(status));
  return ended >= 0 ? ended : null;
}
