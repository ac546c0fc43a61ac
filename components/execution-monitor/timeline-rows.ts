import type { ShownStatus } from "@/components/shared/status";
import { isStepEnded } from "@/server/core/execution/states";
import type { AttemptView, ExecutionView, GraphStep, StepView } from "@/server/services/execution-view";

/** One stretch of a step's time. `turn`: waits for its turn; `wait`: back-off, timer or person; `attempt`: works. */
export interface TimelineBar {
  kind: "turn" | "wait" | "attempt";
  from: number;
  /** Null: still going on. */
  to: number | null;
  status: ShownStatus;
  /** Of the attempt; null for the others. */
  attempt: number | null;
}

/** The bars of a step. Without its attempts (not loaded, or there is only one) the step's own times are one bar. */
export function timelineBars(
  step: StepView,
  plan: GraphStep,
  steps: ReadonlyMap<string, StepView>,
  attempts: readonly AttemptView[] | null,
): TimelineBar[] {
  const turn = turnBar(step, plan, steps);
  const bars = attempts && attempts.length > 0 ? attemptBars(step, attempts) : wholeBar(step);
  return turn ? [turn, ...bars] : bars;
}

/** From the end of the last dependency to the start of the step; a manual step waits for a person meanwhile. */
function turnBar(step: StepView, plan: GraphStep, steps: ReadonlyMap<string, StepView>): TimelineBar | null {
  if (step.status === "skipped" || step.status === "pending") return null;
  const ends = plan.dependsOn.flatMap(({ step: id }) => steps.get(id)?.endedAt ?? []);
  if (ends.length === 0) return null;
  const from = Math.max(...ends);
  const to = step.startedAt ?? (step.status === "queued" ? null : step.endedAt);
  if (to !== null && to <= from) return null;
  if (plan.trigger === "manual") return { kind: "wait", from, to, status: "waiting", attempt: null };
  return { kind: "turn", from, to, status: "queued", attempt: null };
}

function wholeBar(step: StepView): TimelineBar[] {
  if (step.startedAt === null) return [];
  const kind = step.status === "waiting" ? "wait" : "attempt";
  return [{ kind, from: step.startedAt, to: step.endedAt, status: step.status, attempt: null }];
}

function attemptBars(step: StepView, attempts: readonly AttemptView[]): TimelineBar[] {
  const bars: TimelineBar[] = [];
  let end: number | null = null;
  for (const attempt of attempts) {
    if (end !== null && attempt.startedAt > end) {
      bars.push({ kind: "wait", from: end, to: attempt.startedAt, status: "waiting", attempt: null });
    }
    bars.push({
      kind: attempt.status === "waiting" ? "wait" : "attempt",
      from: attempt.startedAt,
      to: attempt.endedAt,
      status: attempt.status === "interrupted" ? "canceled" : attempt.status,
      attempt: attempts.length > 1 ? attempt.number : null,
    });
    end = attempt.endedAt;
  }
  if (end !== null && (step.status === "waiting" || step.status === "queued")) {
    bars.push({
      kind: step.status === "waiting" ? "wait" : "turn",
      from: end,
      to: null,
      status: step.status,
      attempt: null,
    });
  }
  if (end !== null && isStepEnded(step.status) && step.endedAt !== null && step.endedAt - end > 250) {
    bars.push({ kind: "wait", from: end, to: step.endedAt, status: "waiting", attempt: null });
  }
  return bars;
}

export interface TimeAxis {
  from: number;
  to: number;
  /** Milliseconds after `from`, at round values. */
  ticks: number[];
  stepMs: number;
}

const ROUND_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400, 172_800, 604_800].map(
    (seconds) => seconds * 1000,
  ),
);
const MOST_TICKS = 6;

/** The time of an execution with room at the right for what still runs. */
export function timeAxis(view: ExecutionView, now: number): TimeAxis {
  const from = view.startedAt ?? view.createdAt;
  const end = Math.max(from + 1, view.endedAt ?? now);
  const span = (end - from) * 1.06;
  const stepMs = ROUND_MS.find((candidate) => span / candidate <= MOST_TICKS) ?? Math.ceil(span / MOST_TICKS);
  const ticks = Array.from({ length: Math.floor(span / stepMs) + 1 }, (_, index) => index * stepMs);
  return { from, to: from + span, ticks, stepMs };
}

/** Share of the axis at a moment, in percent. */
export const place = (axis: TimeAxis, at: number): number =>
  Math.min(100, Math.max(0, ((at - axis.from) / (axis.to - axis.from)) * 100));

/** "0 s", "20 s", "2 min", "1 h", with the unit of the tick. */
export function tickWords(ms: number, stepMs: number): string {
  if (stepMs < 1000) return `${ms} ms`;
  if (stepMs < 60_000) return `${ms / 1000} s`;
  if (stepMs < 3_600_000) return `${ms / 60_000} min`;
  return `${ms / 3_600_000} h`;
}
