"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { FileUp, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { parseAsBoolean, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { NO_STEPS } from "@/components/chain-builder/start/example";
import { BuilderWindow } from "@/components/chain-builder/window/builder-window";
import { SavedViews } from "@/components/saved-views/saved-views";
import { plural } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { useSelection } from "@/components/shared/use-selection";
import { whoseWords } from "@/components/shared/whose-choice";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { ActivityStrip } from "./activity-strip";
import { ChainBulkBar } from "./bulk/chain-bulk-bar";
import { ChainFilterBar, SCHEDULE_WORDS } from "./chain-filter-bar";
import { ChainTable } from "./chain-table";
import { FirstChain } from "./first-chain";
import { ImportDialog } from "./import-dialog";
import { RunDialog } from "./run-dialog";
import { TrashView } from "./trash-view";
import { type ChainFilters, useChainFilters } from "./use-chain-filters";

/** All chains: the last day above, then one row a chain. Search and filters stand in the URL. */
export function ChainsPage() {
  const trpc = useTRPC();
  const filters = useChainFilters();
  const { wanted, filtered, clear } = filters;
  const [view, setView] = useQueryState("view", parseAsStringLiteral(["trash"]));
  const [importing, setImporting] = useQueryState("import", parseAsBoolean.withDefault(false));
  const [running, setRunning] = useState<string | null>(null);
  const [building, setBuilding] = useState(false);
  const activity = useQuery(trpc.chains.activity.queryOptions());
  const chains = useInfiniteQuery({
    ...trpc.chains.list.infiniteQueryOptions(
      { ...wanted, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => chains.data?.pages.flatMap((page) => page.items) ?? [], [chains.data]);
  const total = chains.data?.pages[0]?.total ?? 0;
  const selection = useSelection(rows);
  const importDialog = importing ? <ImportDialog onClose={() => void setImporting(null)} /> : null;

  if (view === "trash") {
    return (
      <>
        <TopBar crumbs={[{ name: "Chains", href: "/chains" }, { name: "Trash" }]} />
        <Page>
          <PageHead
            title="Trash"
            about="Chains that you deleted. Nothing of them runs; what they ran can still be read."
            actions={<Button onClick={() => void setView(null)}>Back to the chains</Button>}
          />
          <TrashView onLeave={() => void setView(null)} />
        </Page>
      </>
    );
  }
  if (chains.data && rows.length === 0 && !filtered) {
    return (
      <>
        <TopBar crumbs={[{ name: "Chains" }]} />
        <Page>
          <FirstChain />
          <p className="mt-4 flex justify-center gap-2">
            <Button variant="ghost" onClick={() => void setImporting(true)}>
              <FileUp /> Import chains
            </Button>
            <Button variant="ghost" onClick={() => void setView("trash")}>
              <Trash2 /> Trash
            </Button>
          </p>
        </Page>
        {importDialog}
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
              <Button variant="ghost" onClick={() => void setView("trash")}>
                <Trash2 /> Trash
              </Button>
              <Button onClick={() => void setImporting(true)}>
                <FileUp /> Import
              </Button>
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
        <SavedViews page="chains" />
        <ChainFilterBar filters={filters} />
        <Card className="overflow-hidden">
          {chains.error ? (
            <QueryProblem error={chains.error} what="the chains" onRetry={() => chains.refetch()} />
          ) : !chains.data ? (
            <TableSkeleton rows={6} />
          ) : rows.length === 0 ? (
            <Empty title="No chain matches" action={<Button onClick={clear}>Clear filters</Button>}>
              {hiddenBy(filters.filters)}
            </Empty>
          ) : (
            <ChainTable
              rows={rows}
              selected={selection.ids}
              onSelect={selection.select}
              onTag={(tag) => filters.set({ tag: [tag] })}
              onRun={setRunning}
            />
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
        <ChainBulkBar rows={selection.selected} onClear={selection.clear} />
      </Page>
      {importDialog}
      <RunDialog chainId={running} onClose={() => setRunning(null)} />
      {building ? <BuilderWindow initialText={NO_STEPS} onClose={() => setBuilding(false)} /> : null}
    </>
  );
}

function hiddenBy({ search, status, tag, whose, schedule, person, drafts }: ChainFilters["filters"]): string {
  const parts = [
    search ? `the search “${search}”` : "",
    status.length > 0 ? `status ${status.join(" or ")}` : "",
    tag.length > 0 ? `tag ${tag.join(" and ")}` : "",
    whose ? `the choice “${whoseWords(whose)}”` : "",
    schedule ? `“${SCHEDULE_WORDS[schedule].toLowerCase()}”` : "",
    person ? "the choice of a person" : "",
    drafts ? "“with a draft”" : "",
  ];
  return `Chains are hidden by ${parts.filter(Boolean).join(" and ")}.`;
}
