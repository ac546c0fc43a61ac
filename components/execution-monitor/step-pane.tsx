"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { plural, shortId } from "@/components/shared/format";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { ExecutionView, GraphStep, StepDetail, StepView } from "@/server/services/execution-view";
import { BrowserTab } from "./browser/browser-tab";
import { conversationOf } from "./llm/conversation";
import { MessagesTab } from "./llm/messages-tab";
import { StepAttempts } from "./step-attempts";
import { StepFiles } from "./step-files";
import { StepHead, StepQuestion } from "./step-head";
import { StepItems } from "./step-items";
import { StepLogs } from "./step-logs";
import { StepInput, StepOutput } from "./step-values";
import { StepWhy } from "./step-why";

const TABS = ["items", "messages", "screens", "output", "input", "logs", "files", "attempts", "why"] as const;
type StepTab = (typeof TABS)[number];

/** Everything about one step. Which tab opens first depends on what there is to see. */
export function StepPane({ view, stepId }: { view: ExecutionView; stepId: string }) {
  const trpc = useTRPC();
  const [, setTab] = useQueryState("tab", parseAsStringLiteral(TABS));
  const plan = view.graph.find(({ id }) => id === stepId);
  const step = view.steps.find(({ id }) => id === stepId);
  const detail = useQuery(trpc.executions.step.queryOptions({ id: view.id, stepId }));
  if (!plan || !step) return null;
  return (
    <section aria-label={`Step ${plan.name}`} className="flex h-full min-h-0 flex-col bg-card">
      <StepHead view={view} plan={plan} step={step} onShowBrowser={() => void setTab("screens")} />
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
  const conversation = useMemo(
    () => (plan.tool === "llm" ? conversationOf(detail.logs) : null),
    [plan.tool, detail.logs],
  );
  const talks = conversation !== null && conversation.entries.length > 0;
  const absent: (StepTab | null)[] = [
    ...[hasScreens ? null : ("screens" as const), step.loop ? null : ("items" as const)],
    talks ? null : "messages",
  ];
  const tab = chosen && !absent.includes(chosen) ? chosen : talks ? "messages" : firstTab(step, hasScreens, detail);
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
        {talks ? (
          <TabsTrigger value="messages" count={conversation.usage ? plural(conversation.usage.turns, "turn") : null}>
            Messages
          </TabsTrigger>
        ) : null}
        {hasScreens ? (
          <TabsTrigger value="screens" count={screens.length}>
            Browser
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
        {talks ? (
          <TabsContent value="messages">
            <MessagesTab conversation={conversation} detail={detail} />
          </TabsContent>
        ) : null}
        <TabsContent value="screens">
          <BrowserTab view={view} step={step} detail={detail} screens={screens} />
        </TabsContent>
        <TabsContent value="output">
          <StepOutput step={step} detail={detail} />
        </TabsContent>
        <TabsContent value="input">
          <StepInput detail={detail} />
        </TabsContent>
        <TabsContent value="logs" className="h-full">
          <StepLogs logs={detail.logs} name={plan.name} />
        </TabsContent>
        <TabsContent value="files">
          <StepFiles executionId={view.id} stepId={step.id} files={files} />
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
