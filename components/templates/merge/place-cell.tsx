import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { DiffLine } from "./value-lines";

export interface PlaceCellProps {
  label: string;
  /** Words above the lines. */
  words?: string;
  lines: readonly DiffLine[];
  /** The middle one. */
  result?: boolean;
  open?: boolean;
  className?: string;
  children?: ReactNode;
}

/** What one of the texts, or the result, has at a place. Lines carry a sign beside their colour. */
export function PlaceCell({ label, words, lines, result, open, className, children }: PlaceCellProps) {
  return (
    <section
      aria-label={label}
      className={cn(
        "min-w-0 rounded-md border p-2",
        result ? "bg-card" : "bg-muted",
        words && lines.length === 0 && !result && "border-dashed",
        open && "border-failed-solid",
        className,
      )}
    >
      <span className="mb-1 block text-11 text-muted-foreground md:hidden">{label}</span>
      {words ? <p className={cn("text-12 text-muted-foreground", open && "font-medium text-failed")}>{words}</p> : null}
      {lines.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
        <pre tabIndex={0} className="max-h-60 overflow-auto font-mono text-12">
          {lines.map(({ sign, line }, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
              key={index}
              className={cn(
                "block w-max min-w-full px-1",
                sign === "+" && "bg-succeeded-soft text-succeeded",
                sign === "−" && "bg-failed-soft text-failed",
              )}
            >
              {sign} {line}
            </span>
          ))}
        </pre>
      ) : null}
      {children}
    </section>
  );
}
