import { CircleDashed, ClockArrowUp, Hourglass, SkipForward, Sun } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { SimulatedRun } from "@/server/core/schedule/simulate";
import { runTimes, whyWords } from "./run-words";

/** What each moment comes to. Changes of the clock and what does not run stand out, with the reason. */
export function SimulatedRuns({ runs, timezone }: { runs: readonly SimulatedRun[]; timezone: string }) {
  return (
    <ol aria-label="Runs">
      {runs.map((run) => (
        <Row key={run.at} run={run} timezone={timezone} />
      ))}
    </ol>
  );
}

function Row({ run, timezone }: { run: SimulatedRun; timezone: string }) {
  const { day, time, utc } = runTimes(run.at, timezone);
  const reasons = [run.clock?.words, whyWords(run, timezone)].filter((reason) => reason != null);
  const runs = run.fate === "runs";
  return (
    <li
      className={cn(
        "grid grid-cols-[18px_112px_minmax(0,1fr)_auto] items-start gap-x-2.5 border-t px-4 py-[7px] text-13 max-md:grid-cols-[18px_100px_minmax(0,1fr)] max-md:px-3",
        run.clock ? "bg-waiting-soft" : !runs && "bg-muted",
      )}
    >
      <Icon run={run} />
      <span>{day}</span>
      <span className="font-mono text-12 leading-5">{runs ? time : <s>{time}</s>}</span>
      {run.clock ? (
        <span className="inline-flex h-[18px] w-fit items-center gap-1 rounded-sm px-1.5 text-11 font-medium whitespace-nowrap text-waiting shadow-[inset_0_0_0_1px_var(--waiting-line)] max-md:col-start-3">
          <Sun className="size-[11px]" aria-hidden /> clocks {moved(run.clock.minutes)}
        </span>
      ) : (
        <span className="font-mono text-12 leading-5 text-muted-foreground max-md:hidden">{utc}</span>
      )}
      {reasons.length > 0 ? (
        <span className="col-start-2 -col-end-1 text-12 leading-4 text-foreground-2">{reasons.join(" ")}</span>
      ) : null}
    </li>
  );
}

function Icon({ run }: { run: SimulatedRun }) {
  const className = "mt-0.5 size-4 text-muted-foreground";
  if (run.fate !== "runs") return <SkipForward className={className} aria-label="Does not run" />;
  if (run.why === "late" || run.why === "queued") return <Hourglass className={className} aria-label="Runs later" />;
  if (run.clock) return <ClockArrowUp className="mt-0.5 size-4 text-waiting" aria-label="Runs" />;
  return <CircleDashed className={className} aria-label="Runs" />;
}

/** `+1 h`, `−30 min`. */
function moved(minutes: number): string {
  const sign = minutes < 0 ? "−" : "+";
  const size = Math.abs(minutes);
  return size % 60 === 0 ? `${sign}${size / 60} h` : `${sign}${size} min`;
}
