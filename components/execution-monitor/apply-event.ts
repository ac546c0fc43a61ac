import type { ExecutionTransitionData, RecordedEvent, StepTransitionData } from "@/server/core/execution/event";
import {
  EXECUTION_STATUSES,
  type ExecutionStatus,
  isExecutionEnded,
  isStepEnded,
  STEP_STATUSES,
  type StepStatus,
} from "@/server/core/execution/states";
import type { ExecutionView, LoopProgress, StepView } from "@/server/services/execution-view";

/**
 * Folds one recorded event into the view of an execution: the page follows the log this way without asking again.
 * Pure. Events that the view already contains change nothing; what has ended never changes.
 */
export function applyEvent(view: ExecutionView, event: RecordedEvent): ExecutionView {
  if (event.seq <= view.seq) return view;
  const next = { ...view, seq: event.seq };
  const execution = statusAfter("execution.", event.kind, EXECUTION_STATUSES);
  if (execution) return withExecution(next, execution, event);
  const step = statusAfter("step.", event.kind, STEP_STATUSES);
  if (!step) return next;
  return event.item === null ? withStep(next, step, event) : withItem(next, step, event);
}

/** Whether events between the view and this one were never seen: then the view has to be read anew. */
export const leavesGap = (view: ExecutionView, event: RecordedEvent): boolean => event.seq > view.seq + 1;

function withExecution(view: ExecutionView, status: ExecutionStatus, event: RecordedEvent): ExecutionView {
  if (isExecutionEnded(view.status)) return view;
  const data = (event.data ?? {}) as ExecutionTransitionData;
  return {
    ...view,
    status,
    reason: data.reason ?? null,
    withErrors: data.withErrors ?? view.withErrors,
    startedAt: view.startedAt ?? (status === "running" ? event.at : null),
    endedAt: isExecutionEnded(status) ? event.at : null,
    waitsForKey: null,
  };
}

function withStep(view: ExecutionView, status: StepStatus, event: RecordedEvent): ExecutionView {
  const steps = view.steps.map((step) =>
    step.id === event.stepId && !isStepEnded(step.status) ? stepAfter(step, status, event) : step,
  );
  return { ...view, steps };
}

/** What happens to an item of a loop is progress of the step, and no change of its own state. */
function withItem(view: ExecutionView, status: StepStatus, event: RecordedEvent): ExecutionView {
  const { item, stepId } = event;
  const steps = view.steps.map((step) =>
    step.id === stepId && step.loop !== null && item !== null
      ? { ...step, loop: loopAfter(step.loop, item, status, event) }
      : step,
  );
  return { ...view, steps };
}

function loopAfter(loop: LoopProgress, item: number, status: StepStatus, event: RecordedEvent): LoopProgress {
  const asks = status === "waiting" && ((event.data ?? {}) as StepTransitionData).reason?.code === "approval";
  const others = loop.asking.filter((index) => index !== item);
  return {
    total: loop.total,
    ended: loop.ended + Number(isStepEnded(status)),
    failed: loop.failed + Number(status === "failed" || status === "timed_out"),
    asking: asks ? [...others, item] : others,
  };
}

function stepAfter(step: StepView, status: StepStatus, event: RecordedEvent): StepView {
  const data = (event.data ?? {}) as StepTransitionData;
  return {
    ...step,
    status,
    attempt: event.attempt ?? step.attempt,
    reason: data.reason ?? null,
    error: data.error ?? null,
    wakeAt: data.wakeAt ?? null,
    startedAt: step.startedAt ?? (status === "running" ? event.at : null),
    endedAt: isStepEnded(status) ? event.at : null,
    resultBytes: data.bytes ?? step.resultBytes,
    iteration: data.iteration ?? step.iteration,
    branch: data.branch ? { case: data.branch.case, goto: data.branch.goto } : step.branch,
    childId: data.childId ?? step.childId,
    loop: data.items === undefined ? step.loop : { total: data.items, ended: 0, failed: 0, asking: [] },
  };
}

function statusAfter<Status extends string>(
  prefix: string,
  kind: string,
  statuses: readonly Status[],
): Status | undefined {
  return statuses.find((status) => kind === `${prefix}${status}`);
}
