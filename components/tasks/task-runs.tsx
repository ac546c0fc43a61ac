"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { StatusText } from "@/components/shared/status-badge";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Duration, Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";

/** The last runs of a task by itself. */
export function TaskRuns({ taskId }: { taskId: string }) {
  const trpc = useTRPC();
  const runs = useQuery(trpc.tasks.history.queryOptions({ taskId, limit: 20 }));
  return (
    <Card className="mt-5 overflow-hidden">
      <CardHeader>
        <CardTitle>Runs</CardTitle>
        <span className="text-12 text-muted-foreground">newest first</span>
      </CardHeader>
      {runs.error ? (
        <QueryProblem error={runs.error} what="the runs" onRetry={() => runs.refetch()} />
      ) : !runs.data ? (
        <TableSkeleton rows={2} />
      ) : runs.data.items.length === 0 ? (
        <p className="px-4 py-6 text-13 text-muted-foreground">It has not run yet.</p>
      ) : (
        <ul>
          {runs.data.items.map((run) => (
            <li key={run.id} className="flex min-h-10 items-center gap-4 border-b px-4 py-2 text-13 last:border-b-0">
              <Link href={`/executions/${run.executionId}`} className="w-32 flex-none hover:underline">
                <StatusText status={run.status} />
              </Link>
              <span className="min-w-0 flex-1 truncate text-foreground-2">{run.summary}</span>
              <Duration
                from={run.startedAt}
                to={run.endedAt}
                className="font-mono text-12 whitespace-nowrap max-md:hidden"
              />
              <span className="text-12 whitespace-nowrap text-muted-foreground">
                <Time at={run.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
