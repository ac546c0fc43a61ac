"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight, FlaskConical, Pin, RotateCcw, SlidersHorizontal, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { StepLogs } from "@/components/execution-monitor/step-logs";
import { StepInput, StepOutput } from "@/components/execution-monitor/step-values";
import { useLiveExecution } from "@/components/execution-monitor/use-live-execution";
import { useNow } from "@/components/shared/clock";
import { formatDuration } from "@/components/shared/format";
import { shownExecutionStatus } from "@/components/shared/status";
import { StatusBadge, StatusIcon } from "@/components/shared/status-badge";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { isExecutionEnded, isStepEnded } from "@/server/core/execution/states";
import type { ExecutionView, GraphStep, StepView } from "@/server/services/execution-view";
import { shownSteps } from "./shown-steps";
import { type ShownTest, type Testing, useTesting } from "./testing-scene";

/** The last test, at the foot of the builder: how each of its steps stands, and what it gave. */
export function TestDock() {
  const testing = useTesting();
  if (!testing?.test) return null;
  return <Dock key={testing.test.id} testing={testing} test={testing.test} />;
}

function Dock({ testing, test }: { testing: Testing; test: ShownTest }) {
  const query = useLiveExecution(test.id);
  const view = query.data;
  return (
    <section
      aria-label="Test"
      className="flex h-[min(320px,42dvh)] flex-none flex-col border-t bg-card shadow-[0_-1px_0_var(--border)] max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:h-[56dvh] max-md:shadow-pop"
    >
      <DockHead testing={testing} test={test} view={view} />
      {view ? (
        <DockBody testing={testing} test={test} view={view} />
      ) : query.error ? (
        <QueryProblem error={query.error} what="the test" onRetry={() => query.refetch()} />
      ) : (
        <div className="flex flex-col gap-2 p-4" aria-busy="true">
          <Skeleton className="h-4 w-64" />
          <Skeleton className="h-4 w-80" />
        </div>
      )}
    </section>
  );
}

function DockHead({ testing, test, view }: { testing: Testing; test: ShownTest; view: ExecutionView | undefined }) {
  const ended = view ? isExecutionEnded(view.status) : false;
  const now = useNow(ended ? "still" : "slow");
  const ms = view?.startedAt ? (view.endedAt ?? Math.max(now, view.startedAt)) - view.startedAt : null;
  return (
    <div className="flex min-h-10 flex-none flex-wrap items-center gap-x-2.5 gap-y-1 border-b px-4 py-1 text-13 max-md:px-3">
      <FlaskConical className="size-4 text-muted-foreground" aria-hidden />
      <h2 className="text-13 font-semibold">{titleOf(test, view)}</h2>
      <span role="status" className="inline-flex items-center gap-2">
        {view ? <StatusBadge status={shownExecutionStatus(view)} size="sm" /> : null}
      </span>
      {ms === null ? null : (
        <span className="text-12 text-muted-foreground" suppressHydrationWarning>
          {formatDuration(ms)}
        </span>
      )}
      <GivenWords test={test} />
      <span className="ml-auto flex flex-none items-center gap-1">
        {testing.askParams ? (
          <Button variant="ghost" size="sm" onClick={testing.askParams}>
            <SlidersHorizontal /> Parameters
          </Button>
        ) : null}
        <Button variant="ghost" size="sm" disabled={testing.why !== null} onClick={() => testing.run(test.scope)}>
          <RotateCcw /> Again
        </Button>
        <Button asChild variant="ghost" size="sm">
          <Link href={`/executions/${test.id}`}>
            <ArrowUpRight /> Monitor
          </Link>
        </Button>
        <Button variant="ghost" size="icon-sm" aria-label="Close the test" onClick={testing.dismiss}>
          <X />
        </Button>
      </span>
    </div>
  );
}

function titleOf({ scope }: ShownTest, view: ExecutionView | undefined): string {
  if (scope.type === "whole") return "Test of the whole draft";
  const name = view?.graph.find(({ id }) => id === scope.stepId)?.name ?? scope.stepId;
  return scope.type === "step" ? `Test of ${name}` : `Test up to ${name}`;
}

/** Whose results it did not compute itself. */
function GivenWords({ test: { given } }: { test: ShownTest }) {
  const fixed = given.filter(({ from }) => from.type === "fixed").map(({ name }) => name);
  const taken = given.filter(({ from }) => from.type === "execution").map(({ name }) => name);
  const words = [
    fixed.length > 0 ? `fixed: ${fixed.join(", ")}` : null,
    taken.length > 0 ? `from an earlier execution: ${taken.join(", ")}` : null,
  ].filter(Boolean);
  if (words.length === 0) return null;
  return <span className="min-w-0 truncate text-12 text-muted-foreground">{words.join(" · ")}</span>;
}

function DockBody({ testing, test, view }: { testing: Testing; test: ShownTest; view: ExecutionView }) {
  const steps = shownSteps(view, test);
  const [chosen, setChosen] = useState<string | null>(test.scope.type === "whole" ? null : test.scope.stepId);
  const current = steps.find(({ step }) => step.id === chosen) ?? busiest(steps);
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[240px_minmax(0,1fr)] max-md:grid-cols-1 max-md:grid-rows-[auto_minmax(0,1fr)]">
      <ul
        aria-label="Steps of the test"
        className="min-h-0 overflow-y-auto border-r py-1 max-md:flex max-md:overflow-x-auto max-md:border-r-0 max-md:border-b"
      >
        {steps.map(({ plan, step, how }) => (
          <li key={step.id} className="max-md:flex-none">
            <button
              type="button"
              aria-pressed={step.id === current?.step.id}
              onClick={() => setChosen(step.id)}
              className={cn(
                "flex h-8 w-full items-center gap-2 px-4 text-left text-13 hover:bg-muted focus-visible:outline-offset-[-2px] max-md:px-3",
                step.id === current?.step.id && "bg-pressed hover:bg-pressed",
              )}
            >
              <StatusIcon status={step.status} />
              <span className="min-w-0 flex-1 truncate">{plan.name}</span>
              <span className="text-11 text-muted-foreground">{how}</span>
            </button>
          </li>
        ))}
      </ul>
      {current ? (
        <StepOfTest
          key={current.step.id}
          testing={testing}
          executionId={view.id}
          plan={current.plan}
          step={current.step}
        />
      ) : null}
    </div>
  );
}

type Shown = ReturnType<typeof shownSteps>[number];

const busiest = (steps: readonly Shown[]): Shown | undefined =>
  steps.find(({ step }) => step.status === "failed" || step.status === "timed_out") ??
  steps.find(({ step }) => !isStepEnded(step.status) && step.status !== "pending") ??
  steps.findLast(({ step }) => isStepEnded(step.status)) ??
  steps[0];

function StepOfTest(props: { testing: Testing; executionId: string; plan: GraphStep; step: StepView }) {
  const { testing, executionId, plan, step } = props;
  const trpc = useTRPC();
  const detail = useQuery(trpc.executions.step.queryOptions({ id: executionId, stepId: step.id }));
  const fixable = step.status === "succeeded" || step.error !== null;
  return (
    <Tabs defaultValue="output" className="min-h-0">
      <div className="relative">
        <TabsList aria-label={`Test of ${plan.name}`} className="ml-0 px-4 max-md:px-3">
          <TabsTrigger value="output">Output</TabsTrigger>
          <TabsTrigger value="input">Input</TabsTrigger>
          <TabsTrigger value="logs" count={detail.data?.logs.length || null}>
            Logs
          </TabsTrigger>
        </TabsList>
        {fixable && isStepEnded(step.status) ? (
          <Button
            variant="ghost"
            size="sm"
            className="absolute top-1 right-3"
            onClick={() => void testing.fix(step.id, { type: "execution", executionId })}
          >
            <Pin /> Use as fixed result
          </Button>
        ) : null}
      </div>
      {detail.data ? (
        <>
          <TabsContent value="output" className="min-h-0 overflow-y-auto">
            <StepOutput step={step} detail={detail.data} />
          </TabsContent>
          <TabsContent value="input" className="min-h-0 overflow-y-auto">
            <StepInput detail={detail.data} />
          </TabsContent>
          <TabsContent value="logs" className="min-h-0">
            <StepLogs logs={detail.data.logs} name={plan.name} />
          </TabsContent>
        </>
      ) : (
        <Skeleton className="m-4 h-4 w-64" />
      )}
    </Tabs>
  );
}
