import { CircleCheck, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { formatDuration } from "@/components/shared/format";
import { Note } from "@/components/ui/note";
import type { HookTrial } from "@/server/services/hooks/hooks";
import { HttpBlock } from "./http-block";
import { answerText, requestText } from "./request-text";

/** What came of trying a hook: what it sends, and what came back. */
export function TrialResult({ type, result }: { type: string; result: HookTrial["result"] }) {
  const place = useRef<HTMLDivElement>(null);
  // On a phone it is below what was typed.
  useEffect(() => {
    if (result) place.current?.scrollIntoView({ block: "nearest" });
  }, [result]);
  return (
    <div ref={place} className="flex min-w-0 flex-col gap-4">
      {result === null ? (
        <p className="grid min-h-24 flex-1 place-items-center rounded-md border border-dashed px-6 py-8 text-center text-13 text-muted-foreground">
          What the hook does with the sample is shown here. Nothing is sent until you press Send it, and no delivery is
          kept of it.
        </p>
      ) : (
        <>
          {result.reason ? (
            <Note icon={TriangleAlert} tone="s-failed" urgent>
              {result.reason}
            </Note>
          ) : result.state === "delivered" ? (
            <Note icon={CircleCheck} tone="s-succeeded">
              Delivered in {formatDuration(result.ms)}.
            </Note>
          ) : null}
          {result.request ? (
            <Titled title={type === "webhook" ? "What it sends" : (WHAT[type] ?? "What it does")}>
              <HttpBlock label="What it sends" text={requestText(type, result.request)} />
            </Titled>
          ) : null}
          {result.answer ? (
            <Titled title="What came back">
              <HttpBlock label="Answer" text={answerText(result.answer)} />
            </Titled>
          ) : null}
        </>
      )}
    </div>
  );
}

const WHAT: Record<string, string> = {
  log: "What it writes",
  metric: "What it counts",
  dispatch_task: "What it starts",
  transform: "What it makes",
};

function Titled({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <h3 className="text-13 font-medium">{title}</h3>
      {children}
    </div>
  );
}
