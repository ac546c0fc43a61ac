import { CircleCheck, Hourglass, OctagonX } from "lucide-react";
import { formatDuration } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { cn } from "@/components/ui/cn";
import { retryOf } from "@/server/core/hooks/retry";
import type { DeliveryView } from "@/server/services/hooks/hooks";
import { Until } from "./until";

/** Each try with its time and what came of it, and when the next one is. */
export function DeliveryTries({ delivery: { tries, type, state, nextAt } }: { delivery: DeliveryView }) {
  const isWaiting = state === "waiting" && nextAt !== null;
  if (tries.length === 0 && !isWaiting)
    return (
      <p className="text-13 text-muted-foreground">
        {type === "log" || type === "transform" ? "Done at the moment itself." : "Not tried yet."}
      </p>
    );
  return (
    <ol className="grid gap-1.5 text-13">
      {tries.map((tried, index) => {
        const isDone = /^(2\d\d|done)$/.test(tried.outcome);
        const Icon = isDone ? CircleCheck : OctagonX;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: tries are only added, and two can begin in one moment
          <li key={index} className="flex items-start gap-2.5">
            <Icon
              className={cn("mt-[3px] size-3.5 flex-none text-tone", isDone ? "s-succeeded" : "s-failed")}
              aria-label={isDone ? "Delivered" : "Failed"}
            />
            <span className="font-mono text-12 leading-5 text-muted-foreground">
              <Time at={tried.at} as="clock" />
            </span>
            <span className="min-w-0 flex-1 break-words">{wordsOf(tried.outcome)}</span>
            <span className="font-mono text-12 leading-5 text-muted-foreground">{formatDuration(tried.ms)}</span>
          </li>
        );
      })}
      {isWaiting ? (
        <li className="flex items-center gap-2.5">
          <Hourglass className="s-waiting size-3.5 flex-none text-tone" aria-hidden />
          <span className="font-mono text-12 text-muted-foreground">
            <Time at={nextAt} as="clock" />
          </span>
          <span>
            next try, <Until at={nextAt} />
          </span>
        </li>
      ) : null}
    </ol>
  );
}

/** What was agreed about tries, beside how many there were. */
export function triesWords({ hook, failures, attempts, state }: DeliveryView): string {
  if (hook.type === "log" || hook.type === "transform") return "";
  const { maxAttempts, initialMs, factor, maxMs } = retryOf(hook);
  if (state === "delivered") return `${attempts} so far`;
  const grows = factor === 1 ? "" : factor === 2 ? ", doubled" : `, times ${factor}`;
  return `${failures} of ${maxAttempts}, waits ${formatDuration(initialMs)}${grows}, at most ${formatDuration(maxMs)}`;
}

const PHRASES: Record<string, string> = {
  "200": "OK",
  "201": "Created",
  "202": "Accepted",
  "204": "No Content",
  "301": "Moved Permanently",
  "302": "Found",
  "400": "Bad Request",
  "401": "Unauthorized",
  "403": "Forbidden",
  "404": "Not Found",
  "408": "Request Timeout",
  "410": "Gone",
  "429": "Too Many Requests",
  "500": "Internal Server Error",
  "502": "Bad Gateway",
  "503": "Service Unavailable",
  "504": "Gateway Timeout",
};

const wordsOf = (outcome: string): string =>
  PHRASES[outcome] === undefined ? (outcome === "done" ? "Done" : outcome) : `${outcome} ${PHRASES[outcome]}`;
