"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight, History } from "lucide-react";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { AnswerForm } from "@/components/approvals/answer-form";
import { questionOf } from "@/components/approvals/question-of-step";
import { shortId } from "@/components/shared/format";
import { callWords, turnWords } from "@/components/shared/plan-words";
import { STATUS_LOOKS } from "@/components/shared/status";
import { StatusBadge } from "@/components/shared/status-badge";
import { Duration, Time } from "@/components/shared/time";
import { ToolIcon } from "@/components/shared/tool-icon";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { isExecutionEnded } from "@/server/core/execution/states";
import type { ExecutionView, GraphStep, StepDetail, StepView } from "@/server/services/execution-view";
import { permissions } from "./monitor-state";
import { ReplayDialog } from "./replay-dialog";
import { StepAttempts } from "./step-attempts";
import { StepFiles } from "./step-files";
import { StepItems } from "./step-items";
import { StepLogs } from "./step-logs";
import { StepScreens } from "./step-screens";
import { StepInput, StepOutput } from "./step-values";
import { StepWhy } from "./step-why";

const TABS = ["items", "screens", "output", "input", "logs", "files", "attempts", "why"] as const;
type StepTab = (typeof TABS)[number];

/** Everything about one step. Which tab opens first depends on what there is to see. */
export function StepPane({ view, stepId }: { view: ExecutionView; stepId: string }) {
  const trpc = useTRPC();
  const plan = view.graph.find(({ id }) => id === stepId);
  const step = view.steps.find(({ id }) => id === stepId);
  const detail = useQuery(trpc.executions.step.queryOptions({ id: view.id, stepId }));
  if (!plan || !step) return null;
  return (
    <section aria-label={`Step ${plan.name}`} className="flex h-full min-h-0 flex-col bg-card">
      <StepHead view={view} plan={plan} step={step} />
      <StepQuestion view={view} step={step} />
      {detail.data?.keptFrom ? (
        <p className="px-4 pb-1 text-12 text-muted-foreground max-md:px-3">
          Kept from{" "}
          <Link
            className="link font-mono"
            href={`/executions/${detail.data.keptFrom}?step=${encodeURIComponent(stepId)}`}
          >
            {shortId(detail.data.keptFrom)}
          </Link>
          , which this execution replays.
        </p>
      ) : null}
      {detail.data ? (
        <StepTabs view={view} plan={plan} step={step} detail={detail.data} />
      ) : detail.error ? (
        <QueryProblem error={detail.error} what="this step" onRetry={() => detail.refetch()} />
      ) : (
        <div className="flex flex-col gap-3 p-4" aria-busy="true">
          <Skeleton className="h-8" />
          <Skeleton className="h-40" />
        </div>
      )}
    </section>
  );
}

function StepHead({ view, plan, step }: { view: ExecutionView; plan: GraphStep; step: StepView }) {
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

function StepQuestion({ view, step }: { view: ExecutionView; step: StepView }) {
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

interface StepTabsProps {
  view: ExecutionView;
  plan: GraphStep;
  step: StepView;
  detail: StepDetail;
}

function StepTabs({ view, plan, step, detail }: StepTabsProps) {
  const [chosen, setChosen] = useQueryState("tab", parseAsStringLiteral(TABS));
  const screens = detail.files.filter(({ kind }) => kind === "screenshot");
  const files = detail.files.filter(({ kind }) => kind !== "screenshot");
  const errors = detail.logs.filter(({ data }) => data?.level === "error").length;
  const hasScreens = plan.tool === "browser" || screens.length > 0;
  const absent: (StepTab | null)[] = [hasScreens ? null : "screens", step.loop ? null : "items"];
  const tab = chosen && !absent.includes(chosen) ? chosen : firstTab(step, hasScreens, detail);
  return (
    <Tabs
      value={tab}
      onValueChange={(next) => void setChosen(TABS.find((name) => name === next) ?? null)}
      className="flex-1"
    >
      <TabsList className="px-4 max-md:px-3" aria-label="About the step">
        {step.loop ? (
          <TabsTrigger value="items" count={step.loop.total}>
            Items
          </TabsTrigger>
        ) : null}
        {hasScreens ? (
          <TabsTrigger value="screens" count={screens.length}>
            Screenshots
          </TabsTrigger>
        ) : null}
        <TabsTrigger value="output">Output</TabsTrigger>
        <TabsTrigger value="input">Input</TabsTrigger>
        <TabsTrigger value="logs" count={errors > 0 ? `${errors} errors` : detail.logs.length} bad={errors > 0}>
          Logs
        </TabsTrigger>
        <TabsTrigger value="files" count={files.length}>
          Files
        </TabsTrigger>
        <TabsTrigger value="attempts" count={detail.attempts.length}>
          Attempts
        </TabsTrigger>
        <TabsTrigger value="why">Why</TabsTrigger>
      </TabsList>
      <div className="min-h-0 flex-1 overflow-y-auto max-md:overflow-visible">
        <TabsContent value="items">
          <StepItems executionId={view.id} step={step} />
        </TabsContent>
        <TabsContent value="screens">
          <StepScreens
            screens={screens}
            url={detail.browserUrl}
            running={step.status === "running"}
            logs={detail.logs}
          />
        </TabsContent>
        <TabsContent value="output">
          <StepOutput step={step} detail={detail} />
        </TabsContent>
        <TabsContent value="input">
          <StepInput detail={detail} />
        </TabsContent>
        <TabsContent value="logs">
          <StepLogs logs={detail.logs} name={plan.name} />
        </TabsContent>
        <TabsContent value="files">
          <StepFiles files={files} />
        </TabsContent>
        <TabsContent value="attempts">
          <StepAttempts detail={detail} />
        </TabsContent>
        <TabsContent value="why">
          <StepWhy plan={plan} step={step} detail={detail} />
        </TabsContent>
      </div>
    </Tabs>
  );
}

/** Failed: what was tried. Never ran: why. A browser at work: what it sees. Else what came out. */
function firstTab(step: StepView, hasScreens: boolean, detail: StepDetail): StepTab {
  if (step.loop) return "items";
  if (detail.keptFrom) return step.status === "succeeded" ? "output" : "why";
  if (step.status === "failed" || step.status === "timed_out") return "attempts";
  if (detail.attempts.length === 0) return "why";
  if (hasScreens && detail.files.some(({ kind }) => kind === "screenshot")) return "screens";
  return step.status === "succeeded" ? "output" : detail.logs.length > 0 ? "logs" : "input";
}
