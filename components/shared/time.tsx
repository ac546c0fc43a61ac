"use client";

import { Tooltip } from "@/components/ui/tooltip";
import { useNow } from "./clock";
import { formatClock, formatDuration, formatMoment, formatUtc } from "./format";

/** A moment in local time; UTC as the tooltip, for the mouse and for the keyboard alike. */
export function Time({ at, as = "moment" }: { at: number; as?: "moment" | "clock" | "minute" }) {
  const now = useNow();
  const text = as === "moment" ? formatMoment(at, now || at) : formatClock(at, as === "clock");
  return (
    <Tooltip content={formatUtc(at)}>
      <time dateTime={new Date(at).toISOString()} suppressHydrationWarning>
        {text}
      </time>
    </Tooltip>
  );
}

export interface DurationProps {
  from: number | null;
  /** Null while it runs: then it ticks. */
  to: number | null;
  className?: string;
}

export function Duration({ from, to, className }: DurationProps) {
  const now = useNow(from !== null && to === null ? "fast" : "still");
  if (from === null) return <span className={className}>–</span>;
  return (
    <span className={className} suppressHydrationWarning>
      {formatDuration((to ?? Math.max(now, from)) - from)}
    </span>
  );
}
