import { cn } from "@/components/ui/cn";
import { type ShownStatus, STATUS_LOOKS } from "./status";

export interface ChainLinksProps {
  /** One per step, in order. */
  statuses: readonly ShownStatus[];
  size?: "lg";
  className?: string;
}

/** More links than this say less than a number does; the rest is counted. */
const MAX_LINKS = 40;

/** Progress as a chain: filled is failed, a bare wire is skipped, grey is to come. */
export function ChainLinks({ statuses, size, className }: ChainLinksProps) {
  const shown = statuses.slice(0, MAX_LINKS);
  const words = statuses.map((status) => STATUS_LOOKS[status].word.toLowerCase()).join(", ");
  return (
    <span
      role="img"
      aria-label={`${statuses.length} steps: ${words}`}
      data-size={size}
      className={cn("chain-links flex-none", className)}
    >
      {shown.map((status, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a link is its place in the chain
        <i key={index} className={STATUS_LOOKS[status].tone} />
      ))}
      {statuses.length > MAX_LINKS ? (
        <span className="ml-1.5 text-11 text-muted-foreground">+{statuses.length - MAX_LINKS}</span>
      ) : null}
    </span>
  );
}
