import { Skeleton } from "@/components/ui/skeleton";

/** Rows that are on their way. */
export function TableSkeleton({ rows }: { rows: number }) {
  return (
    <div aria-busy="true">
      <p className="sr-only">Loading</p>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike
        <div key={index} className="flex h-14 items-center gap-8 border-b px-3 last:border-b-0">
          <Skeleton className="w-56 max-w-[50%]" />
          <Skeleton className="w-24" />
          <Skeleton className="ml-auto w-16 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
