"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { formatCount, plural } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import type { TaskRun } from "@/server/services/tasks/history";
import { CreateChain } from "./create-chain";
import { SelectionBar } from "./selection-bar";
import { TaskFilterBar } from "./task-filter-bar";
import { TaskTable } from "./task-table";
import type { TaskFilters } from "./use-task-filters";

const DAY_MS = 86_400_000;
const PAGE_SIZE = 50;
/** The server stops counting here. */
const COUNTED = 10_000;

/** What ran, newest first; rows move by themselves. Picked ones become a chain, the oldest first. */
export function TaskHistory({ filters }: { filters: TaskFilters }) {
  const trpc = useTRPC();
  const { search, status, tool, chain, days, sort, whose } = filters.filters;
  const since = useMemo(() => (days === null ? undefined : Date.now() - days * DAY_MS), [days]);
  const [picked, setPicked] = useState<ReadonlyMap<string, TaskRun>>(new Map());
  const [creating, setCreating] = useState(false);
  const history = useInfiniteQuery({
    ...trpc.tasks.history.infiniteQueryOptions(
      {
        search: search || undefined,
        status: status.length > 0 ? status : undefined,
        tool: tool ?? undefined,
        chainId: chain ?? undefined,
        since,
        whose: whose ?? undefined,
        oldestFirst: sort === "oldest",
        limit: PAGE_SIZE,
      },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = history.data?.pages.flatMap((page) => page.items) ?? [];
  const total = history.data?.pages[0]?.total ?? 0;
  const runs = [...picked.values()].sort((a, b) => a.at - b.at);
  const select = (ids: readonly string[], on: boolean) =>
    setPicked((before) => {
      const next = new Map(before);
      for (const id of ids) {
        const row = rows.find((one) => one.id === id);
        if (on && row) next.set(id, row);
        else next.delete(id);
      }
      return next;
    });
  const count = total >= COUNTED ? `more than ${formatCount(COUNTED)} tasks` : plural(total, "task");
  return (
    <>
      <TaskFilterBar filters={filters} end={history.data ? `${count}, ${sort} first` : null} />
      <Card className="overflow-hidden">
        {history.error ? (
          <QueryProblem error={history.error} what="the tasks" onRetry={() => history.refetch()} />
        ) : !history.data ? (
          <TableSkeleton rows={8} />
        ) : rows.length > 0 ? (
          <TaskTable
            rows={rows}
            selected={new Set(picked.keys())}
            onSelect={select}
            sort={sort}
            onSort={(next) => filters.set({ sort: next })}
          />
        ) : filters.filtered ? (
          <Empty title="No task matches these filters" action={<Button onClick={filters.clear}>Clear filters</Button>}>
            Others are hidden by the search or the filters.
          </Empty>
        ) : (
          <Empty title="No task has run yet">Make a task, or run a chain: each of its steps appears here.</Empty>
        )}
      </Card>
      {rows.length > 0 ? (
        <div className="mt-3 flex min-h-8 items-center justify-between px-1 text-13 text-muted-foreground max-md:pb-28">
          {rows.length} of {total >= COUNTED ? `more than ${formatCount(COUNTED)}` : formatCount(total)}
          {history.hasNextPage ? (
            <Button size="sm" busy={history.isFetchingNextPage} onClick={() => history.fetchNextPage()}>
              Load more
            </Button>
          ) : null}
        </div>
      ) : null}
      {runs.length > 0 ? (
        <SelectionBar runs={runs} onClear={() => setPicked(new Map())} onCreate={() => setCreating(true)} />
      ) : null}
      {creating ? <CreateChain runs={runs} onClose={() => setCreating(false)} /> : null}
    </>
  );
}
