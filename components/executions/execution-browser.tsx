"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { SavedViews } from "@/components/saved-views/saved-views";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { useSelection } from "@/components/shared/use-selection";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { ExecutionBulkBar } from "./bulk/execution-bulk-bar";
import { ExecutionChart } from "./execution-chart";
import { ExecutionFilterBar } from "./execution-filter-bar";
import { ExecutionTable } from "./execution-table";
import { useExecutionFilters } from "./use-execution-filters";

const PAGE_SIZE = 50;

/** Executions with search and filters, which stand in the URL; of one chain or of all. Rows and bars move by themselves. */
export function ExecutionBrowser({ chainId }: { chainId?: string }) {
  const trpc = useTRPC();
  const filters = useExecutionFilters(chainId);
  const { filtered, clear, wanted } = filters;
  const executions = useInfiniteQuery({
    ...trpc.executions.list.infiniteQueryOptions(
      { ...wanted, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => executions.data?.pages.flatMap((page) => page.items) ?? [], [executions.data]);
  const selection = useSelection(rows);
  return (
    <>
      {chainId === undefined ? <SavedViews page="executions" /> : null}
      <ExecutionFilterBar filters={filters} ofChain={chainId !== undefined} />
      <ExecutionChart filters={filters} />
      <Card className="overflow-hidden">
        {executions.error ? (
          <QueryProblem error={executions.error} what="the executions" onRetry={() => executions.refetch()} />
        ) : !executions.data ? (
          <TableSkeleton rows={6} />
        ) : rows.length > 0 ? (
          <ExecutionTable
            rows={rows}
            selected={selection.ids}
            onSelect={selection.select}
            showChain={chainId === undefined}
          />
        ) : filtered ? (
          <Empty title="No execution matches these filters" action={<Button onClick={clear}>Clear filters</Button>}>
            Others are hidden by the search or the filters.
          </Empty>
        ) : (
          <Empty title="Nothing has run yet">
            {chainId ? "Press Run to start this chain." : "Run a chain, and you can watch it here."}
          </Empty>
        )}
      </Card>
      {rows.length > 0 ? (
        <div className="mt-3 flex min-h-8 items-center justify-between px-1 text-13 text-muted-foreground">
          {rows.length} shown
          {executions.hasNextPage ? (
            <Button size="sm" busy={executions.isFetchingNextPage} onClick={() => executions.fetchNextPage()}>
              Load more
            </Button>
          ) : null}
        </div>
      ) : null}
      <ExecutionBulkBar rows={selection.selected} onClear={selection.clear} />
    </>
  );
}
