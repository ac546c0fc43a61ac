import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

interface BulkBarProps {
  count: number;
  /** What the selection is made of. */
  about?: string;
  onClear(): void;
  /** What can be done with it: buttons that say to how many they apply. */
  children?: ReactNode;
}

/** Stands at the foot of a list while rows of it are selected. */
export function BulkBar({ count, about, onClear, children }: BulkBarProps) {
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-5 z-20 mx-auto mt-4 flex w-max max-w-full flex-wrap items-center gap-2 rounded-lg bg-popover py-2.5 pr-2.5 pl-4 text-13 shadow-pop max-md:bottom-3 max-md:w-auto max-md:p-3"
    >
      <span className="mr-1 text-muted-foreground" role="status">
        <b className="font-medium text-foreground">{count} selected</b>
        {about ? ` ${about}` : null}
      </span>
      <Button variant="ghost" size="sm" onClick={onClear}>
        Clear
      </Button>
      {children}
    </section>
  );
}
