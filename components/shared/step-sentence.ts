import type { Reason } from "@/server/core/execution/states";
import type { LoopProgress, StepView } from "@/server/services/execution-view";
import { formatClock, formatDuration, formatSpan, plural } from "./format";

const SHORT_REASONS: Partial<Record<Reason["code"], string>> = {
  condition_false: "condition false",
  branch_not_taken: "way not taken",
  not_needed: "not needed",
  dependency_failed: "a dependency failed",
  dependency_skipped: "a dependency was skipped",
  execution_stopped: "execution stopped",
  execution_canceled: "canceled",
  manual_trigger: "waits for a person",
  approval: "waits for an answer",
  sub_chain: "runs another chain",
  interrupted: "interrupted",
  timeout: "ran out of time",
};

/** A few words for tight places: why a step that did not run was left out. */
export function shortReason(reason: Reason | null): string {
  if (!reason) return "";
  return SHORT_REASONS[reason.code] ?? reason.message;
}

/** What a step is up to, in a few words: the second line of nodes and list rows. */
export function stepSentence(step: StepView, tool: string, now: number): string {
  const took =
    step.startedAt === null ? null : formatDuration((step.endedAt ?? Math.max(now, step.startedAt)) - step.startedAt);
  const attempts = step.attempt > 1 ? plural(step.attempt, "attempt") : "";
  switch (step.status) {
    case "pending":
      return tool;
    case "queued":
      return `${tool} · starts next`;
    case "running":
      return [tool, turnOf(step), took].filter(Boolean).join(" · ");
    case "waiting":
      return waitSentence(step, now);
    case "succeeded":
      return [tool, step.loop ? loopSummary(step.loop) : attempts, took ?? "–"].filter(Boolean).join(" · ");
    case "failed":
      return `${step.attempt > 1 ? `${plural(step.attempt, "attempt")}` : tool} · ${took ?? "–"}`;
    case "timed_out":
      return `ran out of time · ${took ?? "–"}`;
    case "canceled":
      return took ? `stopped after ${took}` : shortReason(step.reason);
    case "skipped":
      return shortReason(step.reason);
  }
}

function loopSummary({ total, failed }: LoopProgress): string {
  return `${plural(total, "item")}${failed > 0 ? `, ${failed} failed` : ""}`;
}

/** Which time it runs: how many items of its loop are done, its iteration, its attempt. */
function turnOf({ loop, iteration, attempt }: StepView): string {
  if (loop) return `${loop.ended} of ${plural(loop.total, "item")}`;
  if (iteration > 0) return `iteration ${iteration}`;
  return attempt > 1 ? `attempt ${attempt}` : "";
}

/** How long a waiting step still waits, or for whom. */
export function waitSentence(step: StepView, now: number): string {
  if (step.reason?.code === "manual_trigger" || step.reason?.code === "approval") return shortReason(step.reason);
  if (step.wakeAt === null) return shortReason(step.reason) || "waits";
  const left = step.wakeAt - now;
  const when =
    left <= 0 ? "now" : left < 3_600_000 ? `in ${formatSpan(left)}` : `at ${formatClock(step.wakeAt, false)}`;
  if (step.reason?.code === "repeat_interval") return `iteration ${step.iteration + 1} ${when}`;
  return step.reason?.code === "retry_backoff" ? `attempt ${step.attempt + 1} ${when}` : `goes on ${when}`;
}
