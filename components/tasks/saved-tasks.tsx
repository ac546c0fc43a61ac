"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { SearchField } from "@/components/shared/search-field";
import { StatusText } from "@/components/shared/status-badge";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Time } from "@/components/shared/time";
import { WhoseChoice, whoseWords } from "@/components/shared/whose-choice";
import { ROLE_VERBS } from "@/components/sharing/share-roles";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { TaskRow } from "@/server/services/tasks/tasks";
import { KIND_WORDS } from "./task-kinds";
import type { TaskFilters } from "./use-task-filters";

/** Saved tasks, the last changed first. */
export function SavedTasks({ filters: { filters, set } }: { filters: TaskFilters }) {
  const trpc = useTRPC();
  const saved = useInfiniteQuery({
    ...trpc.tasks.list.infiniteQueryOptions(
      { search: filters.search || undefined, whose: filters.whose ?? undefined, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = saved.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="no-scrollbar mb-3 flex items-center gap-2 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 max-md:py-1 md:flex-wrap">
        <SearchField
          label="Search saved tasks"
          placeholder="Name or content"
          value={filters.search}
          onChange={(search) => set({ search })}
        />
        <span className="ml-auto flex-none">
          <WhoseChoice of="tasks" value={filters.whose} onChange={(whose) => set({ whose })} />
        </span>
      </div>
      <Card className="overflow-hidden">
        {saved.error ? (
          <QueryProblem error={saved.error} what="the saved tasks" onRetry={() => saved.refetch()} />
        ) : !saved.data ? (
          <TableSkeleton rows={4} />
        ) : rows.length > 0 ? (
          <SavedTable rows={rows} />
        ) : filters.search || filters.whose ? (
          <Empty
            title="No saved task matches"
            action={<Button onClick={() => set({ search: "", whose: null })}>Clear filters</Button>}
          >
            Tasks are hidden by {hiddenBy(filters)}.
          </Empty>
        ) : (
          <Empty
            title="No task is saved yet"
            action={
              <Button asChild>
                <Link href="/tasks/new">
                  <Plus /> New task
                </Link>
              </Button>
            }
          >
            A saved task runs by itself, and chains can use it by its name.
          </Empty>
        )}
      </Card>
      {saved.hasNextPage ? (
        <div className="mt-3 flex justify-end">
          <Button size="sm" busy={saved.isFetchingNextPage} onClick={() => saved.fetchNextPage()}>
            Load more
          </Button>
        </div>
      ) : null}
    </>
  );
}

function hiddenBy({ search, whose }: TaskFilters["filters"]): string {
  const parts = [search ? `the search “${search}”` : "", whose ? `the choice “${whoseWords(whose)}”` : ""];
  return parts.filter(Boolean).join(" and ");
}

function SavedTable({ rows }: { rows: readonly TaskRow[] }) {
  return (
    <Table className="max-md:block">
      <TableHead>
        <tr>
          <TableHeader>Task</TableHeader>
          <TableHeader>Last run</TableHeader>
          <TableHeader className="text-right">Runs</TableHeader>
          <TableHeader>Changed</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell className="py-2 max-md:col-span-2 md:w-[45%]">
              <Link href={`/tasks/${row.id}`} className="group block">
                <span className="block font-medium group-hover:underline group-hover:underline-offset-3">
                  {row.name}
                </span>
                <span className="block text-12 text-muted-foreground">
                  {KIND_WORDS[row.kind].name}
                  {row.owner === null ? null : ` · ${row.owner}, you ${ROLE_VERBS[row.role]}`}
                </span>
              </Link>
            </TableCell>
            <TableCell>
              {row.last === null ? (
                <span className="text-muted-foreground">never</span>
              ) : (
                <Link href={`/executions/${row.last.executionId}`} className="hover:underline">
                  <StatusText status={row.last.status} />
                </Link>
              )}
            </TableCell>
            <TableCell className="text-right tabular-nums max-md:hidden">{row.runs}</TableCell>
            <TableCell className="text-12 text-muted-foreground max-md:text-right">
              <Time at={row.updatedAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
