"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { NO_STEPS } from "@/components/chain-builder/start/example";
import { BuilderWindow } from "@/components/chain-builder/window/builder-window";
import { FilterChip } from "@/components/shared/filter-chip";
import { plural } from "@/components/shared/format";
import { SearchField } from "@/components/shared/search-field";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Segmented } from "@/components/ui/segmented";
import { ActivityStrip } from "./activity-strip";
import { ChainTable } from "./chain-table";
import { FirstChain } from "./first-chain";
import { RunDialog } from "./run-dialog";

const STATUSES = ["active", "paused", "archived"] as const;
const WHOSE = ["mine", "shared"] as const;
const WHOSE_OPTIONS = [
  { value: "all", label: "Everybody's" },
  { value: "mine", label: "Mine" },
  { value: "shared", label: "Shared with me" },
] as const;
const STATUS_OPTIONS = [
  { value: "all", label: "All" },
  { value: "active", label: "Active" },
  { value: "paused", label: "Paused" },
  { value: "archived", label: "Archived" },
] as const;

/** All chains: the last day above, then one row a chain. Search and filters stand in the URL. */
export function ChainsPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useQueryStates({
    search: parseAsString.withDefault(""),
    status: parseAsStringLiteral(STATUSES),
    tag: parseAsString,
    whose: parseAsStringLiteral(WHOSE),
  });
  const [running, setRunning] = useState<string | null>(null);
  const [building, setBuilding] = useState(false);
  const activity = useQuery(trpc.chains.activity.queryOptions());
  const chains = useInfiniteQuery({
    ...trpc.chains.list.infiniteQueryOptions(
      {
        search: filters.search || undefined,
        status: filters.status ?? undefined,
        tag: filters.tag ?? undefined,
        whose: filters.whose ?? "all",
        limit: 50,
      },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = chains.data?.pages.flatMap((page) => page.items) ?? [];
  const total = chains.data?.pages[0]?.total ?? 0;
  const filtered = Boolean(filters.search || filters.status || filters.tag || filters.whose);
  const clear = () => void setFilters({ search: "", status: null, tag: null, whose: null });

  if (chains.data && rows.length === 0 && !filtered) {
    return (
      <>
        <TopBar crumbs={[{ name: "Chains" }]} />
        <Page>
          <FirstChain />
        </Page>
      </>
    );
  }
  return (
    <>
      <TopBar crumbs={[{ name: "Chains" }]} />
      <Page>
        <PageHead
          title="Chains"
          about={chains.data ? plural(total, "chain") : "Loading"}
          actions={
            <>
              <Button asChild>
                <Link href="/chains/new">From an example</Link>
              </Button>
              <Button variant="primary" onClick={() => setBuilding(true)}>
                <Plus /> New chain
              </Button>
            </>
          }
        />
        {activity.data && activity.data.total > 0 ? <ActivityStrip activity={activity.data} /> : null}
        <div className="no-scrollbar mb-3 flex items-center gap-2 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 max-md:py-1">
          <SearchField
            label="Search chains"
            placeholder="Name or id"
            value={filters.search}
            onChange={(search) => void setFilters({ search })}
          />
          {filters.tag ? (
            <FilterChip name="Tag" value={filters.tag} onClear={() => void setFilters({ tag: null })} />
          ) : null}
          <Segmented
            label="Whose chains"
            className="ml-auto"
            value={filters.whose ?? "all"}
            options={WHOSE_OPTIONS}
            onValueChange={(value) => void setFilters({ whose: value === "all" ? null : value })}
          />
          <Segmented
            label="Status of the chains"
            value={filters.status ?? "all"}
            options={STATUS_OPTIONS}
            onValueChange={(value) => void setFilters({ status: value === "all" ? null : value })}
          />
        </div>
        <Card className="overflow-hidden">
          {chains.error ? (
            <QueryProblem error={chains.error} what="the chains" onRetry={() => chains.refetch()} />
          ) : !chains.data ? (
            <TableSkeleton rows={6} />
          ) : rows.length === 0 ? (
            <Empty title="No chain matches" action={<Button onClick={clear}>Clear filters</Button>}>
              {hiddenBy(filters)}
            </Empty>
          ) : (
            <ChainTable rows={rows} onTag={(tag) => void setFilters({ tag })} onRun={setRunning} />
          )}
        </Card>
        {rows.length > 0 ? (
          <div className="mt-3 flex min-h-8 items-center justify-between px-1 text-13 text-muted-foreground">
            {rows.length} of {total}
            {chains.hasNextPage ? (
              <Button size="sm" busy={chains.isFetchingNextPage} onClick={() => chains.fetchNextPage()}>
                Load more
              </Button>
            ) : null}
          </div>
        ) : null}
      </Page>
      <RunDialog chainId={running} onClose={() => setRunning(null)} />
      {building ? <BuilderWindow initialText={NO_STEPS} onClose={() => setBuilding(false)} /> : null}
    </>
  );
}

function hiddenBy(filters: {
  search: string;
  status: string | null;
  tag: string | null;
  whose: string | null;
}): string {
  const { search, status, tag, whose } = filters;
  const parts = [
    search ? `the search “${search}”` : "",
    status ? `status ${status}` : "",
    tag ? `tag ${tag}` : "",
    whose ? `the choice “${whose === "mine" ? "Mine" : "Shared with me"}”` : "",
  ];
  return `Chains are hidden by ${parts.filter(Boolean).join(" and ")}.`;
}
