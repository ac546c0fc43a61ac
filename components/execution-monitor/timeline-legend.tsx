import { cn } from "@/components/ui/cn";

const SWATCH = "h-2.5 w-[18px] flex-none rounded-[3px]";

/** What the bars of the timeline mean; always there. */
export function TimelineLegend() {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1.5 px-4 py-2.5 text-11 text-muted-foreground [&>span]:inline-flex [&>span]:items-center [&>span]:gap-1.5">
      <span>
        <i
          className="h-0.5 w-[18px] flex-none"
          style={{ background: "repeating-linear-gradient(90deg, var(--queued-solid) 0 3px, transparent 3px 6px)" }}
        />
        Waits for its turn
      </span>
      <span>
        <i className={cn(SWATCH, "hatched")} /> Back-off, timer or person
      </span>
      <span>
        <i className={cn(SWATCH, "s-running bg-tone-solid")} /> Running
      </span>
      <span>
        <i className={cn(SWATCH, "s-succeeded bg-tone-solid")} /> Succeeded
      </span>
      <span>
        <i className={cn(SWATCH, "s-failed border-r-[3px] border-foreground bg-tone-solid")} /> Failed attempt
      </span>
      <span>Numbers are attempts</span>
    </p>
  );
}
