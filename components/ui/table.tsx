import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A table that scrolls in its own frame where it is wider than its place, never under its neighbour. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return (
    <div data-slot="table-frame" className="w-full overflow-x-auto">
      <table data-slot="table" className={cn("w-full border-collapse text-13", className)} {...props} />
    </div>
  );
}

export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return <thead data-slot="table-head" className={cn("bg-muted max-md:sr-only", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody data-slot="table-body" className={cn("max-md:block", className)} {...props} />;
}

/** A row; on a phone it becomes a card of two columns. */
export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      data-slot="table-row"
      className={cn(
        "border-b last:border-b-0 hover:bg-muted max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1.5 max-md:p-3",
        className,
      )}
      {...props}
    />
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      data-slot="table-header"
      scope="col"
      className={cn(
        "h-[34px] border-b px-3 text-left text-12 font-medium whitespace-nowrap text-muted-foreground first:rounded-tl-[7px] last:rounded-tr-[7px]",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return (
    <td
      data-slot="table-cell"
      className={cn("h-10 px-3 align-middle max-md:block max-md:h-auto max-md:p-0", className)}
      {...props}
    />
  );
}
