import { formatCount } from "@/components/shared/format";
import type { ShownStatus } from "@/components/shared/status";
import { shownExecutionStatus } from "@/components/shared/status";
import type { StepStatus } from "@/server/core/execution/states";
import type { ExecutionView, StepView } from "@/server/services/execution-view";

/** What the header says: a running execution in which everything open waits is "waiting" to people. */
export function monitorStatus(view: ExecutionView): ShownStatus {
  if (view.status !== "running") return shownExecutionStatus(view);
  const has = (status: StepStatus) => view.steps.some((step) => step.status === status);
  return has("waiting") && !has("running") && !has("queued") ? "waiting" : "running";
}

/** The step that broke the execution: the first that failed, in time. */
export function failedStep(view: ExecutionView): StepView | null {
  const failed = view.steps.filter((step) => step.status === "failed" || step.status === "timed_out");
  return failed.sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))[0] ?? null;
}

/** The steps that wait for a person. */
export function manualSteps(view: ExecutionView): StepView[] {
  return view.steps.filter((step) => step.status === "waiting" && step.reason?.code === "manual_trigger");
}

/** The step to look at while nobody has chosen one: what failed, what asks, what runs, what ended last. */
export function interestingStep(view: ExecutionView): string | null {
  const failed = view.status === "failed" || view.status === "timed_out" ? failedStep(view) : null;
  const running = view.steps.filter((step) => step.status === "running");
  const ended = view.steps.filter((step) => step.endedAt !== null && step.status !== "skipped");
  const last = ended.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  const step = failed ?? manualSteps(view)[0] ?? running.at(-1) ?? last ?? view.steps[0];
  return step?.id ?? null;
}

const WORDS: [StepStatus, (count: number) => string][] = [
  ["running", (count) => `${count} running`],
  ["queued", (count) => `${count} next`],
  ["waiting", (count) => `${count} ${count === 1 ? "waits" : "wait"}`],
  ["failed", (count) => `${count} failed`],
  ["timed_out", (count) => `${count} timed out`],
  ["canceled", (count) => `${count} canceled`],
  ["skipped", (count) => `${count} skipped`],
];

/** "2 of 9" and "2 running, 1 waits, 1 skipped". */
export function progressWords(view: ExecutionView): { done: string; rest: string } {
  const count = (status: StepStatus) => view.steps.filter((step) => step.status === status).length;
  const rest = WORDS.flatMap(([status, words]) => (count(status) > 0 ? [words(count(status))] : []));
  return { done: `${formatCount(count("succeeded"))} of ${formatCount(view.steps.length)}`, rest: rest.join(", ") };
}

export interface Permission {
  allowed: boolean;
  /** Why not, for the tooltip of the disabled button. */
  why: string | null;
}

const yes: Permission = { allowed: true, why: null };
const no = (why: string): Permission => ({ allowed: false, why });

/** Which buttons the state allows; a forbidden one stays and says why. */
export function permissions(view: ExecutionView): { pause: Permission; resume: Permission; cancel: Permission } {
  const open = view.status === "queued" || view.status === "running" || view.status === "paused";
  return {
    pause: view.status === "running" ? yes : no("Only a running execution can be paused"),
    resume: view.status === "paused" ? yes : no("Only a paused execution can be resumed"),
    cancel: open ? yes : no("The execution has already ended"),
  };
}
