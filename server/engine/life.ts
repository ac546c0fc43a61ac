import type { PlanStep } from "../core/plan/plan";
import type { Clock } from "./ports";

export type TimeLimit = "timeout" | "start_timeout" | "idle_timeout";

/** Watches the time limits of one attempt. */
export interface LifeWatch {
  /** The tool gave a sign of life. */
  sign(): void;
  end(): void;
}

export const NO_LIMITS: LifeWatch = { sign() {}, end() {} };

/** Stops `who` once, with the first limit that was passed. Signs cost nothing: the timer looks when it is due. */
export function watchLife(clock: Clock, step: PlanStep, who: { stop(limit: TimeLimit): void }): LifeWatch {
  const { timeoutMs, startTimeoutMs, idleTimeoutMs } = step;
  if (timeoutMs === null && startTimeoutMs === null && idleTimeoutMs === null) return NO_LIMITS;
  const cancels = new Map<TimeLimit, () => void>();
  let lastSign: number | null = null;
  const end = () => {
    for (const cancel of cancels.values()) cancel();
    cancels.clear();
  };
  const arm = (limit: TimeLimit, at: number, due: () => void) => cancels.set(limit, clock.schedule(at, due));
  const stop = (limit: TimeLimit) => () => {
    end();
    who.stop(limit);
  };
  const begun = clock.now();
  if (timeoutMs !== null) arm("timeout", begun + timeoutMs, stop("timeout"));
  if (startTimeoutMs !== null) {
    arm("start_timeout", begun + startTimeoutMs, () => (lastSign === null ? stop("start_timeout")() : undefined));
  }
  if (idleTimeoutMs !== null) {
    const look = () => {
      const quietSince = lastSign ?? begun;
      // Before the first sign the time for the start counts, when there is one.
      const counts = lastSign !== null || startTimeoutMs === null;
      if (counts && clock.now() - quietSince >= idleTimeoutMs) return stop("idle_timeout")();
      arm("idle_timeout", (counts ? quietSince : clock.now()) + idleTimeoutMs, look);
    };
    arm("idle_timeout", begun + idleTimeoutMs, look);
  }
  return {
    sign() {
      lastSign = clock.now();
    },
    end,
  };
}

/** What a passed limit says. */
export function limitMessage(step: PlanStep, limit: TimeLimit): string {
  const seconds = (ms: number | null) => `${(ms ?? 0) / 1000} s`;
  switch (limit) {
    case "timeout":
      return `It took longer than its ${seconds(step.timeoutMs)}.`;
    case "start_timeout":
      return `It gave no sign of life within ${seconds(step.startTimeoutMs)}.`;
    case "idle_timeout":
      return `It gave no sign of life for ${seconds(step.idleTimeoutMs)}.`;
  }
}
