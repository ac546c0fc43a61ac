"use client";

import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { CopyButton } from "@/components/shared/copy-button";
import { shortId } from "@/components/shared/format";
import { useMediaQuery } from "@/components/shared/use-media-query";
import { TopBar } from "@/components/shell/top-bar";
import { QueryProblem } from "@/components/trpc/query-problem";
import { isExecutionEnded } from "@/server/core/execution/states";
import type { ExecutionView } from "@/server/services/execution-view";
import { BrowserSceneProvider } from "./browser/browser-scene";
import { HeldBrowsers } from "./browser/held-browsers";
import { useBrowsers } from "./browser/use-browsers";
import { ContextStrip } from "./context-strip";
import { FailureBanner } from "./failure-banner";
import { ManualBanner } from "./manual-banner";
import { MonitorHeader } from "./monitor-header";
import { MonitorPanes } from "./monitor-panes";
import { HeldBanner } from "./monitor-relations";
import { MonitorSkeleton } from "./monitor-skeleton";
import { interestingStep } from "./monitor-state";
import { StepPane } from "./step-pane";
import { STEPS_VIEWS, StepsPane } from "./steps-pane";
import { useLiveExecution } from "./use-live-execution";

/** The page of one execution. It moves by itself; what is chosen stands in the URL. */
export function ExecutionMonitor({ executionId }: { executionId: string }) {
  const query = useLiveExecution(executionId);
  const crumbs = [
    { name: "Executions", href: "/executions" },
    ...(query.data?.chainId ? [{ name: query.data.chainName, href: `/chains/${query.data.chainId}` }] : []),
    {
      name: (
        <span className="flex items-center gap-1">
          <span className="truncate font-mono text-12">{shortId(executionId)}</span>
          <CopyButton value={executionId} label="Copy execution id" />
        </span>
      ),
    },
  ];
  return (
    <>
      <TopBar crumbs={crumbs} />
      {query.data ? (
        <Monitor view={query.data} />
      ) : (
        <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
          {query.error ? (
            <QueryProblem error={query.error} alone what="this execution" onRetry={() => query.refetch()} />
          ) : (
            <MonitorSkeleton />
          )}
        </main>
      )}
    </>
  );
}

function Monitor({ view }: { view: ExecutionView }) {
  const narrow = useMediaQuery("(max-width: 760px)");
  const [chosen, setChosen] = useQueryState("step", parseAsString);
  const [shown, setShown] = useQueryState("view", parseAsStringLiteral(STEPS_VIEWS));
  const states = useMemo(() => new Map(view.steps.map((step) => [step.id, step])), [view.steps]);
  const selectedId = chosen && states.has(chosen) ? chosen : interestingStep(view);
  const works = view.graph.some(({ tool }) => tool === "browser" || tool === "llm") && !isExecutionEnded(view.status);
  const browsers = useBrowsers(view.id, works);
  const select = (stepId: string) => void setChosen(stepId);
  return (
    <BrowserSceneProvider browsers={browsers}>
      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-0 flex-col outline-none md:h-[calc(100dvh-48px)] md:min-h-[760px]"
      >
        <title>{`${view.chainName}, ${view.status} · Chainwright`}</title>
        <MonitorHeader view={view}>
          <FailureBanner view={view} onShowStep={select} />
          <HeldBanner view={view} />
          <HeldBrowsers executionId={view.id} />
          <ManualBanner view={view} onShowStep={select} />
        </MonitorHeader>
        <MonitorPanes
          narrow={narrow}
          left={
            <StepsPane
              view={view}
              states={states}
              selectedId={selectedId}
              onSelect={select}
              shown={shown ?? (narrow ? "list" : "graph")}
              onShow={(next) => void setShown(next)}
            />
          }
          right={selectedId ? <StepPane key={selectedId} view={view} stepId={selectedId} /> : null}
        />
        <ContextStrip view={view} />
      </main>
    </BrowserSceneProvider>
  );
}
