import type { ReactNode } from "react";
import { cn } from "./cn";

export interface EmptyProps {
  title: string;
  /** Why it is empty. */
  children?: ReactNode;
  /** One thing to do about it. */
  action?: ReactNode;
  /** `h1` when nothing else on the page is one. */
  heading?: "h1" | "h2";
  className?: string;
}

export function Empty({ title, children, action, heading: Heading = "h2", className }: EmptyProps) {
  return (
    <div data-slot="empty" className={cn("grid justify-items-center gap-2 px-6 py-12 text-center", className)}>
      <Heading className="text-14 font-semibold">{title}</Heading>
      {children ? <p className="max-w-md text-13 text-muted-foreground">{children}</p> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
