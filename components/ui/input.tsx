import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Looks shared by everything one types into; an invalid one has a red border, the sentence stands below it. */
export const inputClasses =
  "w-full min-w-0 rounded-md border border-input bg-card text-13 focus-visible:border-ring focus-visible:outline-offset-[-1px] disabled:cursor-not-allowed disabled:border-border-strong disabled:bg-muted disabled:text-disabled aria-invalid:border-failed-solid";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input data-slot="input" type={type} className={cn(inputClasses, "h-8 px-2.5 max-md:h-9", className)} {...props} />
  );
}
