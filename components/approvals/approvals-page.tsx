"use client";

import { useQuery } from "@tanstack/react-query";
import { plural } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import type { QuestionView } from "@/server/services/answers";
import { QuestionCard } from "./question-card";

/** Everything that waits for the reader, in executions of theirs and of others. The oldest comes first. */
export function ApprovalsPage() {
  const trpc = useTRPC();
  const waiting = useQuery(trpc.approvals.list.queryOptions());
  const items = waiting.data?.items ?? [];
  return (
    <>
      <TopBar crumbs={[{ name: "Waiting for you" }]} />
      <Page narrow>
        <PageHead
          title="Waiting for you"
          about={waiting.data ? aboutOf(items.length) : waiting.error ? "Not loaded" : "Loading"}
        />
        {waiting.error ? (
          <Card>
            <QueryProblem error={waiting.error} what="what waits for you" onRetry={() => waiting.refetch()} />
          </Card>
        ) : !waiting.data ? (
          <Card>
            <TableSkeleton rows={3} />
          </Card>
        ) : items.length === 0 ? (
          <Card>
            <Empty title="Nothing waits for you">
              Questions of flow.approve and steps with a manual trigger appear here, yours and those that name you.
            </Empty>
          </Card>
        ) : (
          <ul className="flex flex-col gap-3">
            {items.map((question) => (
              <li key={keyOf(question)}>
                <QuestionCard question={question} />
              </li>
            ))}
          </ul>
        )}
      </Page>
    </>
  );
}

const aboutOf = (count: number): string =>
  count === 0 ? "You have answered everything." : plural(count, "open question");
const keyOf = ({ executionId, stepId, item, since }: QuestionView): string =>
  `${executionId} ${stepId} ${item} ${since}`;
