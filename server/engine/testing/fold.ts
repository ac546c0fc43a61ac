/**
 * The history of an execution, told again from its events alone: what the rows have to say at its end, and whether each change
 * is one that the tables of states allow. It shares nothing with the rules but those tables.
 */
import {
  canExecutionMove,
  canStepMove,
  type ExecutionStatus,
  isExecutionEnded,
  isStepEnded,
  type StepStatus,
} from "../../core/execution/states";

export interface HistoryEvent {
  seq: number;
  kind: string;
  stepId: string | null;
  item: number | null;
  attempt: number | null;
  data: {
    withErrors?: boolean;
    replayOf?: string;
    fixed?: boolean;
    iteration?: number;
    childId?: string;
    items?: number;
  } | null;
}

export interface FoldedStep {
  status: StepStatus;
  attempt: number;
  iteration: number;
  childId: string | null;
}

export interface Folded {
  status: ExecutionStatus | null;
  withErrors: boolean;
  /** By `step` or `step[item]`. */
  steps: Map<string, FoldedStep>;
  /** What no history may show. */
  problems: string[];
}

/** How a step, or an item of its loop, is named here. */
export const stepKey = (stepId: string, item: number | null): string =>
  item === null || item < 0 ? stepId : `${stepId}[${item}]`;

export function fold(events: readonly HistoryEvent[]): Folded {
  const folded: Folded = { status: null, withErrors: false, steps: new Map(), problems: [] };
  events.forEach((event, index) => {
    if (event.seq !== index + 1) folded.problems.push(`event ${index + 1} has number ${event.seq}`);
    if (folded.status !== null && isExecutionEnded(folded.status))
      folded.problems.push(`${event.kind} (${event.seq}) comes after its end`);
    const [subject, status = ""] = event.kind.split(".");
    if (subject === "execution") moveExecution(folded, event, status as ExecutionStatus);
    if (subject === "step") moveStep(folded, event, status as StepStatus);
  });
  return folded;
}

function moveExecution(folded: Folded, event: HistoryEvent, to: ExecutionStatus): void {
  const from = folded.status;
  const legal = from === null ? to === "queued" : canExecutionMove(from, to);
  if (!legal) folded.problems.push(`it went from ${from ?? "nothing"} to ${to} (${event.seq})`);
  folded.status = to;
  if (event.data?.withErrors) folded.withErrors = true;
}

function moveStep(folded: Folded, event: HistoryEvent, to: StepStatus): void {
  const key = stepKey(event.stepId ?? "", event.item);
  const before = folded.steps.get(key);
  const from = before?.status ?? "pending";
  const attempt = event.attempt ?? 0;
  if (isStepEnded(from)) folded.problems.push(`${key} had ${from} and became ${to} (${event.seq})`);
  else if (!canStepMove(from, to)) folded.problems.push(`${key} went from ${from} to ${to} (${event.seq})`);
  if (before && attempt < before.attempt) folded.problems.push(`${key} went back to attempt ${attempt}`);
  // What a replay keeps and what is fixed for a test is there before it begins; one that is canceled before it begins skips what it will not do.
  if (folded.status === "queued" && !event.data?.replayOf && !event.data?.fixed && to !== "skipped")
    folded.problems.push(`${key} moved before the execution did`);
  folded.steps.set(key, {
    status: to,
    attempt,
    iteration: Math.max(before?.iteration ?? 0, event.data?.iteration ?? 0),
    childId: event.data?.childId ?? null,
  });
}
