import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A neutral word in a box. States have their own badge: `shared/status-badge`. */
export function Badge({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      data-slot="badge"
      className={cn(
        "inline-flex h-[18px] flex-none items-center gap-1 rounded-[5px] px-1.5 text-11 whitespace-nowrap text-foreground-2 shadow-[inset_0_0_0_1px_var(--border-strong)] [&_svg]:size-3",
        className,
      )}
      {...props}
    />
  );
}

/** A word that a person gave to a thing. */
export function Tag({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      data-slot="tag"
      className={cn(
        "inline-flex h-[18px] flex-none items-center rounded-sm bg-pressed px-1.5 text-11 whitespace-nowrap text-foreground-2",
        className,
      )}
      {...props}
    />
  );
}
