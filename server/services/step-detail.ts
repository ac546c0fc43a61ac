import type { RecordedEvent, StepTransitionData } from "../core/execution/event";
import { REASONS } from "../core/execution/states";
import type { AttemptView, FileView, StepView } from "./execution-view";

/** The attempts of a step, as its events tell them. */
export function attemptsOf(events: readonly RecordedEvent[]): AttemptView[] {
  const attempts: AttemptView[] = [];
  let waitingSince: number | null = null;
  for (const event of events) {
    if (!event.kind.startsWith("step.")) continue;
    const data = (event.data ?? {}) as StepTransitionData;
    const last = attempts.at(-1);
    if (event.kind === "step.running") {
      if (last && last.endedAt === null) Object.assign(last, { endedAt: event.at, status: "interrupted" });
      const waitedMs = waitingSince === null ? null : event.at - waitingSince;
      attempts.push({
        number: event.attempt ?? attempts.length + 1,
        startedAt: event.at,
        endedAt: null,
        status: "running",
        error: null,
        waitedMs,
      });
      waitingSince = null;
      continue;
    }
    if (event.kind === "step.waiting") waitingSince = event.at;
    if (last && last.endedAt === null) Object.assign(last, attemptEnd(event, data));
  }
  return attempts;
}

function attemptEnd(event: RecordedEvent, data: StepTransitionData): Partial<AttemptView> {
  const error = data.error ?? null;
  const endedAt = event.at;
  switch (event.kind) {
    case "step.succeeded":
      return { endedAt, status: "succeeded" };
    case "step.waiting":
      if (!error) return { endedAt, status: "waiting" };
      return { endedAt, status: error.code === "timeout" ? "timed_out" : "failed", error };
    case "step.failed":
      return { endedAt, status: error?.code === "interrupted" ? "interrupted" : "failed", error };
    case "step.timed_out":
      return { endedAt, status: "timed_out", error };
    case "step.canceled":
      return { endedAt, status: "canceled" };
    default:
      return { endedAt, status: "interrupted" };
  }
}

/** The files that events tell of; a file written twice appears once, as it is now. */
export function filesOf(executionId: string, events: readonly RecordedEvent[]): FileView[] {
  const files = new Map<string, FileView>();
  for (const event of events) {
    if (event.kind !== "file" || !event.data) continue;
    const data = event.data as unknown as Omit<FileView, "stepId" | "at" | "url" | "label"> & { label?: string };
    const url = `/api/executions/${encodeURIComponent(executionId)}/files/${data.path.split("/").map(encodeURIComponent).join("/")}`;
    files.set(data.path, { ...data, label: data.label ?? null, stepId: event.stepId ?? "", at: event.at, url });
  }
  return [...files.values()];
}

/** Why the step is where it is, in one sentence. */
export function explain(step: StepView): string {
  if (step.reason) return step.reason.message || REASONS[step.reason.code];
  switch (step.status) {
    case "pending":
      return "It has not had its turn: steps that it depends on have not ended.";
    case "queued":
      return "It is ready and starts as soon as the execution goes on.";
    case "running":
      return step.attempt > 1 ? `Attempt ${step.attempt} runs now.` : "It runs now.";
    case "succeeded":
      return step.attempt > 1 ? `It succeeded at attempt ${step.attempt}.` : "It succeeded.";
    default:
      return step.error?.message ?? `It is ${step.status.replace("_", " ")}.`;
  }
}
