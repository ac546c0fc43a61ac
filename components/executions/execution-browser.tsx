"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { FilterChip } from "@/components/shared/filter-chip";
import { SearchField } from "@/components/shared/search-field";
import { STATUS_LOOKS } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Empty } from "@/components/ui/empty";
import { EXECUTION_STATUSES, type ExecutionStatus } from "@/server/core/execution/states";
import { ExecutionTable } from "./execution-table";

const PAGE_SIZE = 50;

/** Executions with search and filters, which stand in the URL; of one chain or of all. Rows move by themselves. */
export function ExecutionBrowser({ chainId }: { chainId?: string }) {
  const trpc = useTRPC();
  const [filters, setFilters] = useQueryStates({
    search: parseAsString.withDefault(""),
    status: parseAsArrayOf(parseAsStringLiteral(EXECUTION_STATUSES)).withDefault([]),
  });
  const executions = useInfiniteQuery({
    ...trpc.executions.list.infiniteQueryOptions(
      {
        chainId,
        search: filters.search || undefined,
        status: filters.status.length > 0 ? filters.status : undefined,
        limit: PAGE_SIZE,
      },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = executions.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Boolean(filters.search) || filters.status.length > 0;
  const clear = () => void setFilters({ search: "", status: [] });
  return (
    <>
      <div className="no-scrollbar mb-3 flex items-center gap-2 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 max-md:py-1">
        <SearchField
          label="Search executions"
          placeholder={chainId ? "Id or any value" : "Chain, id or any value"}
          value={filters.search}
          onChange={(search) => void setFilters({ search })}
        />
        {filters.status.length > 0 ? (
          <FilterChip
            name="Status"
            value={filters.status.map((status) => STATUS_LOOKS[status].word.toLowerCase()).join(", ")}
            onClear={() => void setFilters({ status: [] })}
          />
        ) : null}
        <StatusFilter chosen={filters.status} onChange={(status) => void setFilters({ status })} />
        {filtered ? (
          <Button variant="ghost" size="sm" onClick={clear}>
            Clear
          </Button>
        ) : null}
      </div>
      <Card className="overflow-hidden">
        {executions.error ? (
          <QueryProblem error={executions.error} what="the executions" onRetry={() => executions.refetch()} />
        ) : !executions.data ? (
          <TableSkeleton rows={6} />
        ) : rows.length > 0 ? (
          <ExecutionTable rows={rows} showChain={chainId === undefined} />
        ) : filtered ? (
          <Empty title="No execution matches these filters" action={<Button onClick={clear}>Clear filters</Button>}>
            Others are hidden by the search or the status.
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
    </>
  );
}

interface StatusFilterProps {
  chosen: readonly ExecutionStatus[];
  onChange: (statuses: ExecutionStatus[]) => void;
}

function StatusFilter({ chosen, onChange }: StatusFilterProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="dashed" size="sm">
          <Plus /> Status
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {EXECUTION_STATUSES.map((status) => (
          <DropdownMenuCheckboxItem
            key={status}
            checked={chosen.includes(status)}
            onCheckedChange={(on) =>
              onChange(EXECUTION_STATUSES.filter((s) => (s === status ? on : chosen.includes(s))))
            }
          >
            <StatusIcon status={status} />
            {STATUS_LOOKS[status].word}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
