"use client";

import { useNow } from "@/components/shared/clock";
import { formatSpan, formatUtc } from "@/components/shared/format";

/** How long it is until a moment, in a few words that count down: "in 42 s", "now". */
export function Until({ at }: { at: number }) {
  const now = useNow() || at;
  return (
    <time dateTime={new Date(at).toISOString()} title={formatUtc(at)} suppressHydrationWarning>
      {at <= now ? "now" : `in ${formatSpan(at - now)}`}
    </time>
  );
}
