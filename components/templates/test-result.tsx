"use client";

import Link from "next/link";
import { useLiveExecution } from "@/components/execution-monitor/use-live-execution";
import { shownExecutionStatus } from "@/components/shared/status";
import { StatusBadge } from "@/components/shared/status-badge";
import { isExecutionEnded, isStepEnded } from "@/server/core/execution/states";
import type { ExecutionView } from "@/server/services/execution-view";

/** Whether a test has ended, and well. */
export const hasPassed = (view: ExecutionView | undefined): boolean => view?.status === "succeeded";

/** A test as it goes on: how it stands, and the way to the monitor. */
export function TestResult({ executionId }: { executionId: string }) {
  const { data: view } = useLiveExecution(executionId);
  const done = view?.steps.filter(({ status }) => isStepEnded(status)).length ?? 0;
  return (
    <div role="status" aria-label="Test" className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 text-12">
      {view ? <StatusBadge status={shownExecutionStatus(view)} size="sm" /> : "Starting the test"}
      {view ? (
        <span className="text-muted-foreground">
          {done} of {view.graph.length} steps
          {isExecutionEnded(view.status) && view.reason?.message ? `: ${view.reason.message}` : ""}
        </span>
      ) : null}
      <Link href={`/executions/${executionId}`} className="underline">
        Look at it
      </Link>
    </div>
  );
}
