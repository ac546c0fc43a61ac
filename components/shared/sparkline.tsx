import { cn } from "@/components/ui/cn";
import { plural } from "./format";
import { type ShownStatus, STATUS_LOOKS } from "./status";

export interface SparklineProps {
  /** Oldest first. */
  runs: readonly { id: string; status: ShownStatus; durationMs: number | null }[];
  /** Places on the axis; missing runs are dashes at the left. */
  slots?: number;
  className?: string;
}

/** The last runs as bars: height is duration, colour is state, failures have a dark foot. */
export function Sparkline({ runs, slots = 16, className }: SparklineProps) {
  const shown = runs.slice(-slots);
  const longest = Math.max(1, ...shown.map((run) => run.durationMs ?? 0));
  const height = (durationMs: number | null) => Math.round(8 + 12 * ((durationMs ?? longest * 0.6) / longest));
  const bad = shown.filter((run) => run.status === "failed" || run.status === "timed_out").length;
  return (
    <span
      role="img"
      aria-label={shown.length === 0 ? "No runs yet" : `Last ${plural(shown.length, "run")}, ${bad} failed`}
      className={cn("inline-flex h-[22px] items-end gap-0.5", className)}
    >
      {Array.from({ length: slots - shown.length }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty places are all alike
        <i key={`empty-${index}`} className="h-0.5 w-[5px] rounded-sm bg-border-strong" />
      ))}
      {shown.map((run) => (
        <i
          key={run.id}
          className={cn("bar w-[5px] rounded-[2px]", STATUS_LOOKS[run.status].tone)}
          style={{ height: height(run.durationMs) }}
        />
      ))}
    </span>
  );
}
