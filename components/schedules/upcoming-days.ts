import type { ScheduleDefinition } from "@/server/core/definition/schema/schedule";
import { firesBetween } from "@/server/core/schedule/next-fires";

export interface UpcomingChain {
  chainId: string;
  chainName: string;
  schedule: ScheduleDefinition;
  /** Its next moment, epoch milliseconds; null: none comes. */
  nextRunAt: number | null;
  usualMs: number | null;
}

/** A chain on one day: its first moment there, and how many more follow. */
export interface UpcomingEntry {
  chainId: string;
  chainName: string;
  at: number;
  more: number;
  usualMs: number | null;
}

export interface UpcomingDay {
  /** Midnight, local time. */
  start: number;
  entries: UpcomingEntry[];
}

/** Of a chain that runs all the time not every moment is looked at. */
const MOST = 2_000;

/**
 * The moments from `from` to `to` by local days, the chains of a day in the order of their first moment. All times in epoch
 * milliseconds; `dayOf` gives the midnight of a moment.
 */
export function upcomingDays(
  chains: readonly UpcomingChain[],
  { from, to, dayOf }: { from: number; to: number; dayOf: (at: number) => number },
): UpcomingDay[] {
  const days = new Map<number, Map<string, UpcomingEntry>>();
  for (const { chainId, chainName, schedule, nextRunAt, usualMs } of chains) {
    if (nextRunAt === null) continue;
    for (const at of firesBetween(schedule, Math.max(from, nextRunAt), to - 1, MOST)) {
      const day = days.get(dayOf(at)) ?? new Map<string, UpcomingEntry>();
      days.set(dayOf(at), day);
      const entry = day.get(chainId);
      if (entry) entry.more += 1;
      else day.set(chainId, { chainId, chainName, at, more: 0, usualMs });
    }
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([start, day]) => ({ start, entries: [...day.values()].sort((a, b) => a.at - b.at) }));
}

/** Midnight of a moment where the reader is. */
export function localDay(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
