import { Skeleton } from "@/components/ui/skeleton";

/** The layout of the monitor before its data is there. */
export function MonitorSkeleton() {
  return (
    <div className="flex flex-1 flex-col" aria-busy="true">
      <h1 className="sr-only">Loading the execution</h1>
      <div className="flex flex-col gap-3 border-b px-5 py-4">
        <Skeleton className="h-6 w-64" />
        <Skeleton className="w-96 max-w-full" />
        <Skeleton className="w-52" />
      </div>
      <div className="grid flex-1 bg-card md:grid-cols-[56%_1fr]">
        <div className="flex flex-col gap-4 p-5 md:border-r">
          {["a", "b", "c", "d", "e"].map((row) => (
            <Skeleton key={row} className="h-9" />
          ))}
        </div>
        <div className="flex flex-col gap-4 p-5 max-md:hidden">
          <Skeleton className="h-8 w-64" />
          <Skeleton className="h-40" />
        </div>
      </div>
    </div>
  );
}
