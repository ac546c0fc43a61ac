import { Link2 } from "lucide-react";
import { Fragment } from "react";
import { Button } from "@/components/ui/button";
import type { TaskRun } from "@/server/services/tasks/history";

const SHOWN = 4;

interface SelectionBarProps {
  /** In the order in which they will run. */
  runs: readonly TaskRun[];
  onClear(): void;
  onCreate(): void;
}

/** What is picked, as the chain that it would make. */
export function SelectionBar({ runs, onClear, onCreate }: SelectionBarProps) {
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-5 z-20 mx-auto mt-4 flex w-max max-w-full items-center gap-3.5 rounded-lg bg-popover py-2.5 pr-2.5 pl-4 text-13 shadow-pop max-md:fixed max-md:inset-x-3 max-md:bottom-3 max-md:w-auto max-md:flex-wrap max-md:gap-2.5 max-md:p-3"
    >
      <b className="font-medium whitespace-nowrap">{runs.length} selected</b>
      <ol className="flex min-w-0 items-center max-md:order-3 max-md:w-full max-md:overflow-hidden" aria-hidden="true">
        {runs.slice(0, SHOWN).map((run, index) => (
          <Fragment key={run.id}>
            {index === 0 ? null : (
              <span className="z-[1] -mx-1 h-[11px] w-[22px] flex-none rounded-full border-[1.5px] border-input bg-popover" />
            )}
            <span className="flex h-8 max-w-[176px] items-center gap-1.5 rounded-md border border-border-strong bg-card px-2.5 text-12 max-md:max-w-[110px]">
              <b className="font-mono text-11 font-normal text-muted-foreground">{index + 1}</b>
              <span className="truncate">{run.name}</span>
            </span>
          </Fragment>
        ))}
        {runs.length > SHOWN ? <span className="pl-2 text-12">and {runs.length - SHOWN} more</span> : null}
      </ol>
      <Button variant="ghost" size="sm" onClick={onClear}>
        Clear
      </Button>
      <Button variant="primary" className="max-md:flex-1" onClick={onCreate}>
        <Link2 /> Create chain from selection
      </Button>
    </section>
  );
}
