import { type ShownStatus, STATUS_LOOKS } from "@/components/shared/status";
import type { ChartCounts } from "@/server/services/execution-list";

/** From the foot of a bar to its top: what failed stands on top of what succeeded. */
const ORDER: readonly (keyof ChartCounts & ShownStatus)[] = [
  ...(["succeeded", "partial", "canceled", "timed_out", "failed", "paused", "queued", "running"] as const),
];

export const totalOf = (counts: ChartCounts): number =>
  Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** The parts of a bar that are there, the foot first. */
export const stackOf = (counts: ChartCounts): [keyof ChartCounts & ShownStatus, number][] =>
  ORDER.flatMap((status): [keyof ChartCounts & ShownStatus, number][] => {
    const count = counts[status];
    return count ? [[status, count]] : [];
  });

/** "7 succeeded, 2 failed"; "nothing ran". */
export function barWords(counts: ChartCounts): string {
  const parts = stackOf(counts).map(([status, count]) => `${count} ${STATUS_LOOKS[status].word.toLowerCase()}`);
  return parts.length === 0 ? "nothing ran" : parts.join(", ");
}

/** One or two round heights to read a bar by. */
export function ticksOf(most: number): number[] {
  if (most < 2) return [1];
  const magnitude = 10 ** Math.floor(Math.log10(most));
  const step =
    [1, 2, 5, 10].map((factor) => (factor * magnitude) / 2).find((size) => most / size <= 3 && size >= 1) ?? most;
  const whole = Math.max(1, Math.round(step));
  return [whole, 2 * whole].filter((tick) => tick <= most);
}
