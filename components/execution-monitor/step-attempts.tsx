import { Hourglass } from "lucide-react";
import { formatClock, formatDuration } from "@/components/shared/format";
import { type ShownStatus, STATUS_LOOKS } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { Duration } from "@/components/shared/time";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import type { AttemptView, FileView, StepDetail } from "@/server/services/execution-view";
import { ErrorDetails } from "./error-card";

/** Every attempt on its own, newest first, with the waits between them. */
export function StepAttempts({ detail }: { detail: StepDetail }) {
  if (detail.attempts.length === 0) return <Empty title="No attempt yet">{detail.explanation}</Empty>;
  const newestFirst = [...detail.attempts].reverse();
  const evidence = detail.files.filter(({ kind }) => kind === "screenshot").at(-1);
  return (
    <ol className="p-4 max-md:px-3">
      {newestFirst.map((attempt, index) => (
        <li key={attempt.number}>
          <Attempt attempt={attempt} newest={index === 0} evidence={index === 0 ? evidence : undefined} />
          {index < newestFirst.length - 1 ? <Wait attempt={attempt} /> : null}
        </li>
      ))}
    </ol>
  );
}

function Attempt({ attempt, newest, evidence }: { attempt: AttemptView; newest: boolean; evidence?: FileView }) {
  const status: ShownStatus = attempt.status === "interrupted" ? "canceled" : attempt.status;
  const word = attempt.status === "interrupted" ? "Interrupted" : STATUS_LOOKS[status].word;
  const failed = status === "failed" || status === "timed_out";
  return (
    <details
      open={newest}
      className={cn(
        "group overflow-hidden rounded-lg border",
        STATUS_LOOKS[status].tone,
        failed && newest && "border-tone-line",
      )}
    >
      <summary className="flex h-10 cursor-pointer list-none items-center gap-2.5 px-3 text-13 hover:bg-muted focus-visible:outline-offset-[-2px]">
        <StatusIcon status={status} className="size-4" />
        <b className="font-medium whitespace-nowrap">Attempt {attempt.number}</b>
        <span className="font-mono text-12 text-muted-foreground">{formatClock(attempt.startedAt)}</span>
        <span className="min-w-0 flex-1 truncate text-12 text-muted-foreground group-open:invisible">
          {attempt.error?.message ?? word}
        </span>
        <Duration from={attempt.startedAt} to={attempt.endedAt} className="font-mono text-12 text-foreground-2" />
      </summary>
      <div className={cn("grid gap-3.5 border-t p-3", failed && evidence && "lg:grid-cols-[212px_minmax(0,1fr)]")}>
        {failed && evidence ? (
          <a href={evidence.url} target="_blank" rel="noreferrer" className="block">
            {/* biome-ignore lint/performance/noImgElement: pictures come from the execution's own files */}
            <img
              src={evidence.url}
              alt={evidence.label ?? "The page at the moment of the error"}
              className="w-full rounded-md border border-border-strong bg-white"
            />
            <span className="text-11 text-muted-foreground">Last picture, {formatClock(evidence.at)}</span>
          </a>
        ) : null}
        <div className="min-w-0 text-13">
          <p className="font-medium wrap-anywhere">{attempt.error?.message ?? sentence(attempt, word)}</p>
          {attempt.error ? <p className="font-mono text-12 text-tone">{attempt.error.code}</p> : null}
          {attempt.error?.details ? <ErrorDetails details={attempt.error.details} /> : null}
        </div>
      </div>
    </details>
  );
}

function sentence(attempt: AttemptView, word: string): string {
  if (attempt.status === "interrupted")
    return "The process that ran it ended. The step is started again where that is safe.";
  if (attempt.status === "running") return "Runs now.";
  return `${word}.`;
}

function Wait({ attempt }: { attempt: AttemptView }) {
  return (
    <p className="flex h-[34px] items-center gap-2.5 pr-3 pl-[15px] text-12 text-waiting">
      <i
        className="h-[26px] w-2.5 rounded-full border-[1.5px] border-dashed border-waiting-solid bg-card"
        aria-hidden
      />
      {attempt.waitedMs === null ? null : (
        <>
          <Hourglass className="size-3.5" aria-hidden />
          Waited {formatDuration(attempt.waitedMs)} before attempt {attempt.number}
        </>
      )}
    </p>
  );
}
