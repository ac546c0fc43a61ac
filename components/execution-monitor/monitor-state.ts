import { formatCount } from "@/components/shared/format";
import type { ShownStatus } from "@/components/shared/status";
import { shownExecutionStatus } from "@/components/shared/status";
import { whyNotAllowed } from "@/server/core/access/roles";
import { type ExecutionAction, whyNot } from "@/server/core/execution/actions";
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

const PERSON: readonly (string | undefined)[] = ["manual_trigger", "approval"];

/** The steps that wait for a person: to continue, or to answer. */
export function personalSteps(view: ExecutionView): StepView[] {
  return view.steps.filter(
    (step) =>
      (step.status === "waiting" && PERSON.includes(step.reason?.code)) ||
      (step.status === "running" && (step.loop?.asking.length ?? 0) > 0),
  );
}

/** The step to look at while nobody has chosen one: what failed, what asks, what runs, what ended last. */
export function interestingStep(view: ExecutionView): string | null {
  const failed = view.status === "failed" || view.status === "timed_out" ? failedStep(view) : null;
  const running = view.steps.filter((step) => step.status === "running");
  const ended = view.steps.filter((step) => step.endedAt !== null && step.status !== "skipped");
  const last = ended.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  const step = failed ?? personalSteps(view)[0] ?? running.at(-1) ?? last ?? view.steps[0];
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

/** Which buttons the state allows; a forbidden one stays and says why, in the words of the server. */
export function permissions({
  status,
  role,
}: Pick<ExecutionView, "status" | "role">): Record<ExecutionAction, Permission> {
  const of = (action: ExecutionAction): Permission => {
    const why = whyNotAllowed(role, "execution", action === "replay" ? "replay" : "steer") ?? whyNot(action, status);
    return { allowed: why === null, why };
  };
  return {
    ...{ pause: of("pause"), resume: of("resume"), cancel: of("cancel") },
    ...{ continue: of("continue"), answer: of("answer"), replay: of("replay") },
  };
}
