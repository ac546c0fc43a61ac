import type { RecordedEvent, StepTransitionData } from "../core/execution/event";
import type { AttemptView, FileView } from "./execution-view";

const TIMEOUTS = ["timeout", "start_timeout", "idle_timeout"];

/** The attempts of a step (or of an item of its loop), as its events tell them. */
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
      return { endedAt, status: TIMEOUTS.includes(error.code) ? "timed_out" : "failed", error };
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
