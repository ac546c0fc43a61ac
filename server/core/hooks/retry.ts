import type { JsonObject } from "../json";
import type { PlanHook } from "./plan-hook";

/** Tries of a delivery when its hook does not say. */
export const USUAL_TRIES = 8;

export interface HookRetry {
  maxAttempts: number;
  initialMs: number;
  factor: number;
  maxMs: number;
}

/** How often a delivery is tried, and when. */
export function retryOf({ type, params }: PlanHook): HookRetry {
  const written = (type === "webhook" ? params.retry : undefined) as JsonObject | undefined;
  return {
    maxAttempts: Number(written?.max_attempts ?? USUAL_TRIES),
    initialMs: Number(written?.initial_delay ?? 10) * 1000,
    factor: Number(written?.backoff_factor ?? 2),
    maxMs: Number(written?.max_delay ?? 3600) * 1000,
  };
}

/** The wait after so many failures: doubled each time, up to a fifth longer so that not all come back at once. Null: no try is left. */
export function retryWait(retry: HookRetry, failures: number, random: number): number | null {
  if (failures >= retry.maxAttempts) return null;
  const delay = Math.min(retry.initialMs * retry.factor ** (failures - 1), retry.maxMs);
  return Math.round(delay * (1 + random / 5));
}
