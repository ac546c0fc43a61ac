/**
 * Why a step is where it is, in one sentence: the same on every surface.
 *
 * | the step                         | the sentence says                                                       |
 * | has a reason                     | the reason's sentence, as it was recorded                                |
 * | pending                          | what it waits for: the begin, the resume, the end, other steps, its call |
 * | queued, running, ended           | that                                                                    |
 */
import type { Plan } from "../plan/plan";
import { outcomeOf } from "./outcome";
import type { Ending, StepState } from "./state";
import { type ExecutionStatus, isExecutionEnded, REASONS } from "./states";

/** What the explanation needs of an execution; `steps` by the index of the plan. */
export interface ExplainedExecution {
  status: ExecutionStatus;
  /** It waits for others with its concurrency key. */
  held?: boolean;
  ending: Pick<Ending, "status" | "rollback"> | null;
  steps: readonly StepState[];
}

/** Why step `index` (or an item of its loop) is where it is. */
export function explain(plan: Plan, execution: ExplainedExecution, index: number, item?: number): string {
  const step = execution.steps[index];
  const entry = item === undefined ? step : step?.loop?.items[item];
  if (!entry) return "There is no such step.";
  if (entry.reason) return entry.reason.message || REASONS[entry.reason.code];
  switch (entry.status) {
    case "pending":
      return item === undefined ? whyPending(plan, execution, index) : "It begins when items before it have ended.";
    case "queued":
      return "It is ready and starts as soon as the execution goes on.";
    case "running":
      return whyRunning(entry);
    case "succeeded":
      return entry.attempt > 1 ? `It succeeded at attempt ${entry.attempt}.` : "It succeeded.";
    default:
      return entry.error?.message ?? `It is ${entry.status.replace("_", " ")}.`;
  }
}

function whyRunning({ loop, attempt, iteration }: StepState): string {
  if (loop) return `${loop.begun - loop.active} of ${loop.list.length} items have ended, ${loop.active} go on.`;
  if (iteration > 0) return `Iteration ${iteration} runs now.`;
  return attempt > 1 ? `Attempt ${attempt} runs now.` : "It runs now.";
}

function whyPending(plan: Plan, execution: ExplainedExecution, index: number): string {
  const { status, ending } = execution;
  if (isExecutionEnded(status)) return "The execution ended before its turn.";
  if (status === "queued") {
    return execution.held
      ? "The execution waits for others with the same concurrency key."
      : "The execution has not begun: it waits for a process that takes it up.";
  }
  if (ending?.rollback) return "The execution is being rolled back: what had succeeded is undone, the last end first.";
  if (ending) return "The execution is ending: nothing new starts.";
  return whyOpen(plan, execution, index);
}

function whyOpen(plan: Plan, execution: ExplainedExecution, index: number): string {
  const step = plan.steps[index];
  if (!step) return "There is no such step.";
  const named = (list: readonly number[]) => listOf(list.map((other) => `"${plan.steps[other]?.name}"`));
  if (step.role === "alternative") return `It stands by: it runs only if ${named(step.serves)} fails.`;
  if (step.role === "compensation") return `It stands by: it runs only to undo ${named(step.serves)}.`;
  const open = step.dependsOn.map((edge) => edge.step);
  const waits = [...new Set(open)].filter((other) => outcomeOf(plan, execution.steps, other) === "open");
  if (execution.status === "paused" && waits.length === 0) return "The execution is paused; it starts after Resume.";
  if (waits.length === 0) return "It starts at once.";
  const one = step.join === "any_succeeded" ? "one of " : "";
  return `It waits for ${one}${named(waits)}${waits.length === 1 ? " to end." : one ? " to succeed." : " to end."}`;
}

const MOST_NAMES = 5;

function listOf(names: string[]): string {
  if (names.length > MOST_NAMES)
    return `${names.slice(0, MOST_NAMES).join(", ")} and ${names.length - MOST_NAMES} more`;
  const last = names.at(-1) ?? "";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
}
