"use client";

import { ArrowUpRight, History } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { AnswerForm } from "@/components/approvals/answer-form";
import { questionOf } from "@/components/approvals/question-of-step";
import { callWords, turnWords } from "@/components/shared/plan-words";
import { STATUS_LOOKS } from "@/components/shared/status";
import { StatusBadge } from "@/components/shared/status-badge";
import { Duration, Time } from "@/components/shared/time";
import { ToolIcon } from "@/components/shared/tool-icon";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { isExecutionEnded } from "@/server/core/execution/states";
import type { ExecutionView, GraphStep, StepView } from "@/server/services/execution-view";
import { TakeOver } from "./browser/take-over";
import { permissions } from "./monitor-state";
import { ReplayDialog } from "./replay-dialog";

export interface StepHeadProps {
  view: ExecutionView;
  plan: GraphStep;
  step: StepView;
  onShowBrowser(): void;
}

/** Name, state and time of a step, the way to its execution, and the way to run it again. */
export function StepHead({ view, plan, step, onShowBrowser }: StepHeadProps) {
  const personal = step.reason?.code === "manual_trigger" || step.reason?.code === "approval";
  const word = step.status === "waiting" && personal ? "Waits for a person" : undefined;
  return (
    <div className={cn("flex items-center gap-2.5 px-4 pt-3 pb-1 max-md:px-3", STATUS_LOOKS[step.status].tone)}>
      <span className="grid size-8 flex-none place-items-center rounded-md bg-tone-soft text-tone">
        <ToolIcon tool={plan.tool} operation={plan.operation} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <h2 className="min-w-0 truncate text-14 font-semibold">{plan.name}</h2>
          <StatusBadge status={step.status} word={word} size="sm" />
          <Duration from={step.startedAt} to={step.endedAt} className="font-mono text-12 text-foreground-2" />
        </div>
        <p className="truncate text-12 text-muted-foreground">{about(view, plan)}</p>
      </div>
      {step.childId ? (
        <Button asChild size="sm">
          <Link href={`/executions/${step.childId}`}>
            Its execution <ArrowUpRight />
          </Link>
        </Button>
      ) : null}
      <TakeOver view={view} step={step} onShow={onShowBrowser} />
      <ReplayButton view={view} plan={plan} />
    </div>
  );
}

/** Only what has ended can be replayed, from any step that runs in its turn. */
function ReplayButton({ view, plan }: { view: ExecutionView; plan: GraphStep }) {
  const [open, setOpen] = useState(false);
  if (!permissions(view).replay.allowed || plan.role !== "step") return null;
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <History /> Replay from here
      </Button>
      <ReplayDialog view={view} plan={plan} open={open} onOpenChange={setOpen} />
    </>
  );
}

/** What a step asks a person, with the form of the answer. */
export function StepQuestion({ view, step }: { view: ExecutionView; step: StepView }) {
  const question = questionOf({ executionId: view.id, stepId: step.id, item: null }, step);
  if (question === null || isExecutionEnded(view.status)) return null;
  return (
    <section
      aria-label="Question"
      className="s-waiting mx-4 my-2 flex max-h-[60%] flex-col gap-3 overflow-y-auto rounded-lg border border-tone-line bg-tone-soft p-3 max-md:mx-3 max-md:max-h-none"
    >
      <div>
        <h3 className="text-14 font-semibold wrap-anywhere">{question.question}</h3>
        {question.expiresAt === null ? null : (
          <p className="text-12 text-muted-foreground">
            Open until <Time at={question.expiresAt} />
          </p>
        )}
      </div>
      {question.description ? (
        <p className="text-13 wrap-anywhere whitespace-pre-wrap text-foreground-2">{question.description}</p>
      ) : null}
      <AnswerForm question={question} />
    </section>
  );
}

function about(view: ExecutionView, plan: GraphStep): string {
  const words = [callWords(plan)];
  if (plan.role !== "step") words.push(turnWords(plan, new Map(view.graph.map(({ id, name }) => [id, name]))));
  if (plan.tool === "browser") words.push(view.share.browserSession ? "shared session" : "session of its own");
  words.push(`result is ${plan.outputKey}`);
  if (plan.description) words.push(plan.description);
  return words.join(" · ");
}
