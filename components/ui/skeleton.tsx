import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A place that fills soon. It does not shimmer: nothing moves there yet. */
export function Skeleton({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      data-slot="skeleton"
      aria-hidden
      className={cn(
        "block h-2.5 rounded-sm bg-pressed delay-200 duration-(--normal) animate-in fade-in-0 fill-mode-both",
        className,
      )}
      {...props}
    />
  );
}
