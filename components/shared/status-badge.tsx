import { cn } from "@/components/ui/cn";
import { type ShownStatus, STATUS_LOOKS } from "./status";

export interface StatusProps {
  status: ShownStatus;
  /** Instead of the usual word, e.g. "1 error". */
  word?: string;
  className?: string;
}

/** The icon alone; whoever uses it writes the word beside it. */
export function StatusIcon({ status, className }: Omit<StatusProps, "word">) {
  const look = STATUS_LOOKS[status];
  const Icon = look.icon;
  return (
    <Icon
      className={cn("size-[15px] stroke-2 text-tone", look.tone, status === "running" && "turns", className)}
      aria-hidden
    />
  );
}

/** Icon and word without a box, for tables. */
export function StatusText({ status, word, className }: StatusProps) {
  return (
    <span
      data-slot="status-text"
      className={cn("inline-flex items-center gap-1.5 align-middle whitespace-nowrap", className)}
    >
      <StatusIcon status={status} />
      {word ?? STATUS_LOOKS[status].word}
    </span>
  );
}

/** Icon and word in a tinted box, for headers. */
export function StatusBadge({ status, word, size, className }: StatusProps & { size?: "sm" }) {
  const look = STATUS_LOOKS[status];
  return (
    <span
      data-slot="status-badge"
      className={cn(
        "status-badge inline-flex flex-none items-center font-medium whitespace-nowrap",
        size === "sm"
          ? "h-[18px] gap-1 rounded-[5px] pr-1.5 pl-1 text-11"
          : "h-[22px] gap-[5px] rounded-md pr-2 pl-1.5 text-12",
        look.tone,
        className,
      )}
    >
      <StatusIcon status={status} className={size === "sm" ? "size-3" : "size-3.5"} />
      {word ?? look.word}
    </span>
  );
}
