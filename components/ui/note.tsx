import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface NoteProps {
  icon: LucideIcon;
  /** A status class: sets the colours. */
  tone?: "s-failed" | "s-waiting" | "s-paused" | "s-running" | "s-succeeded";
  /** Announced at once. */
  urgent?: boolean;
  children: ReactNode;
  /** At the end of the line: one button. */
  action?: ReactNode;
  className?: string;
}

/** One sentence in a tinted box, with at most one thing to do about it. */
export function Note({ icon: Icon, tone, urgent, children, action, className }: NoteProps) {
  return (
    <div
      data-slot="note"
      role={urgent ? "alert" : "note"}
      className={cn(
        "flex gap-2.5 rounded-md border bg-muted px-3 py-2.5 text-13",
        tone && "border-tone-line bg-tone-soft",
        tone,
        className,
      )}
    >
      <Icon className={cn("mt-0.5 size-4 text-foreground-2", tone && "text-tone")} aria-hidden />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
