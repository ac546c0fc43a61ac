"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { AnswerForm } from "@/components/approvals/answer-form";
import { questionOf } from "@/components/approvals/question-of-step";
import { formatCount } from "@/components/shared/format";
import { JsonView } from "@/components/shared/json-view";
import { STATUS_LOOKS } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { Duration } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import { Skeleton } from "@/components/ui/skeleton";
import type { JsonValue } from "@/server/core/json";
import type { ItemView, StepView } from "@/server/services/execution-view";
import { ErrorCard } from "./error-card";

/** The items of a loop in their order: what each ran over, how far it is, what came of it. */
export function StepItems({ executionId, step }: { executionId: string; step: StepView }) {
  const trpc = useTRPC();
  const items = useInfiniteQuery(
    trpc.executions.items.infiniteQueryOptions(
      { id: executionId, stepId: step.id },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  if (items.error) return <QueryProblem error={items.error} what="the items" onRetry={() => items.refetch()} />;
  if (!items.data) return <Skeleton className="m-4 h-24" />;
  const rows = items.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <Empty title="No items">Its list is empty, or it has not begun.</Empty>;
  return (
    <div className="flex flex-col gap-3 p-4 max-md:px-3">
      <Progress step={step} />
      <ol className="overflow-hidden rounded-lg border">
        {rows.map((row) => (
          <Item key={row.item} executionId={executionId} stepId={step.id} row={row} />
        ))}
      </ol>
      {items.hasNextPage ? (
        <Button size="sm" className="self-end" busy={items.isFetchingNextPage} onClick={() => items.fetchNextPage()}>
          Load more
        </Button>
      ) : null}
    </div>
  );
}

function Progress({ step: { loop } }: { step: StepView }) {
  if (!loop) return null;
  const words = `${formatCount(loop.ended)} of ${formatCount(loop.total)} done${loop.failed > 0 ? `, ${formatCount(loop.failed)} failed` : ""}`;
  return (
    <div className="flex items-center gap-3 text-12 text-muted-foreground">
      <progress
        className="loop-progress h-1.5 flex-1"
        value={loop.ended}
        max={Math.max(1, loop.total)}
        aria-label="Items done"
      >
        {words}
      </progress>
      <span className="tabular-nums">{words}</span>
    </div>
  );
}

function Item({ executionId, stepId, row }: { executionId: string; stepId: string; row: ItemView }) {
  const [open, setOpen] = useState(false);
  const question = questionOf({ executionId, stepId, item: row.item }, row);
  const outcome = row.error?.message ?? row.reason?.message ?? (row.endedAt === null ? "" : brief(row.result));
  return (
    <li className={cn("border-b last:border-b-0", STATUS_LOOKS[row.status].tone)}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="grid min-h-10 cursor-pointer list-none grid-cols-[20px_36px_minmax(0,1fr)_auto] items-center gap-2.5 px-3 py-1.5 text-13 hover:bg-muted focus-visible:outline-offset-[-2px]">
          <StatusIcon status={row.status} className="size-4" />
          <span className="font-mono text-12 text-muted-foreground">{row.item}</span>
          <span className="min-w-0">
            <span className="block truncate font-mono text-12">{brief(row.value)}</span>
            <span className="block truncate text-12 text-muted-foreground">
              <span className="font-medium text-tone">{STATUS_LOOKS[row.status].word}</span>
              {row.attempt > 1 ? ` · attempt ${row.attempt}` : ""}
              {outcome ? ` · ${outcome}` : ""}
            </span>
          </span>
          <Duration from={row.startedAt} to={row.endedAt} className="font-mono text-12 text-foreground-2" />
        </summary>
        {open ? <ItemDetail executionId={executionId} stepId={stepId} row={row} /> : null}
      </details>
      {question ? (
        <div className="border-t bg-tone-soft p-3">
          <p className="mb-2 text-13 font-medium">{question.question}</p>
          <AnswerForm question={question} />
        </div>
      ) : null}
    </li>
  );
}

/** Input, error and whole result of one item, read when it is opened. */
function ItemDetail({ executionId, stepId, row }: { executionId: string; stepId: string; row: ItemView }) {
  const trpc = useTRPC();
  const detail = useQuery(trpc.executions.step.queryOptions({ id: executionId, stepId, item: row.item }));
  return (
    <div className="flex flex-col gap-2 border-t px-3 py-2.5">
      {detail.error ? <QueryProblem error={detail.error} what="the item" onRetry={() => detail.refetch()} /> : null}
      {detail.isPending ? <Skeleton className="h-16" /> : null}
      {row.childId ? (
        <Link className="link self-start text-12" href={`/executions/${row.childId}`}>
          Its execution
        </Link>
      ) : null}
      {detail.data ? <JsonView value={detail.data.input} label={`input of item ${row.item}`} /> : null}
      {row.error ? <ErrorCard error={row.error} /> : null}
      {detail.data && row.status === "succeeded" ? (
        <JsonView value={detail.data.result} label={`output of item ${row.item}`} />
      ) : null}
    </div>
  );
}

const brief = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));
