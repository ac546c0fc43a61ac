"use client";

import { History, OctagonX, Pencil, RotateCcw, TimerOff } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { plural } from "@/components/shared/format";
import { STATUS_LOOKS } from "@/components/shared/status";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ExecutionView, StepView } from "@/server/services/execution-view";
import { failedStep } from "./monitor-state";
import { ReplayDialog } from "./replay-dialog";

/** What broke, why, and what one can do about it: the first thing below the title of a failed execution. */
export function FailureBanner({ view, onShowStep }: { view: ExecutionView; onShowStep: (stepId: string) => void }) {
  const [replaying, setReplaying] = useState(false);
  if (view.status !== "failed" && view.status !== "timed_out") return null;
  const step = failedStep(view);
  const plan = view.graph.find(({ id }) => id === step?.id);
  const name = plan?.name ?? step?.id;
  const Icon = view.status === "failed" ? OctagonX : TimerOff;
  const code = step?.error?.code ?? step?.reason?.code ?? view.reason?.code;
  return (
    <section
      aria-label="Why it failed"
      className={cn(
        "mx-5 mb-3 grid grid-cols-[minmax(0,1fr)] overflow-hidden rounded-lg border border-tone-line bg-card max-md:mx-3 lg:grid-cols-[minmax(0,1fr)_400px]",
        STATUS_LOOKS[view.status].tone,
      )}
    >
      <div className="grid grid-cols-[20px_minmax(0,1fr)] content-start gap-x-2.5 gap-y-0.5 bg-tone-soft px-4 py-3">
        <Icon className="mt-px size-5 text-tone" aria-hidden />
        <h2 className="text-14 leading-[22px] font-semibold">
          {step
            ? `${name} ${view.status === "failed" && step.status === "failed" ? "failed" : "ran out of time"}`
            : STATUS_LOOKS[view.status].word}
          {step?.error ? `: ${step.error.message}` : null}
        </h2>
        <p className="col-start-2 text-13 text-foreground-2">{explain(view, step)}</p>
        {code ? <p className="col-start-2 font-mono text-12 text-tone">{code}</p> : null}
      </div>
      <div className="border-tone-line px-4 py-3 max-lg:border-t lg:border-l">
        <h3 className="mb-1 text-12 text-muted-foreground">What you can do</h3>
        <ul className="text-13 [&>li]:flex [&>li]:min-h-[34px] [&>li]:items-center [&>li]:gap-2.5 [&_a]:ml-auto [&_a]:w-32 [&_button]:ml-auto [&_button]:w-32">
          {step ? (
            <li>
              See what {name} got and did
              <Button size="sm" onClick={() => onShowStep(step.id)}>
                Show the step
              </Button>
            </li>
          ) : null}
          {step && plan?.role === "step" ? (
            <li>
              Go on from this step
              <Button size="sm" onClick={() => setReplaying(true)}>
                <History /> Replay
              </Button>
              <ReplayDialog view={view} plan={plan} open={replaying} onOpenChange={setReplaying} />
            </li>
          ) : null}
          {view.chainId ? (
            <>
              <li>
                Run again with the same parameters
                <Button asChild size="sm" variant="primary">
                  <Link href={`/chains/${view.chainId}?run=true&from=${view.id}`}>
                    <RotateCcw /> Run again
                  </Link>
                </Button>
              </li>
              <li>
                Change the chain, with the values of this execution
                <Button asChild size="sm">
                  <Link href={`/chains/${view.chainId}/edit?execution=${view.id}`}>
                    <Pencil /> Open in the builder
                  </Link>
                </Button>
              </li>
            </>
          ) : null}
        </ul>
      </div>
    </section>
  );
}

/** The cause stands in the title already; here is what it adds: how often it was tried, and what it meant for the rest. */
function explain(view: ExecutionView, step: StepView | null): string {
  const reason = view.reason?.message ?? "";
  const known = step?.error ? reason.toLowerCase().includes(step.error.message.toLowerCase()) : false;
  const tries = (step?.attempt ?? 0) > 1 ? `All ${plural(step?.attempt ?? 0, "attempt")} ended this way.` : "";
  const left = view.steps.filter(({ status }) => status === "skipped" || status === "canceled").length;
  const rest = left > 0 ? `${plural(left, "other step")} did not run to the end.` : "";
  return [tries, known ? "" : reason, rest].filter(Boolean).join(" ");
}
