"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { BulkBar } from "@/components/shared/bulk-bar";
import { formatCount } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { DeliveryTable } from "./delivery-table";
import type { DeliveryFilters } from "./use-delivery-filters";
import { useRedeliver } from "./use-redeliver";

/** The deliveries that fit the filters, and what can be done with several of them. */
export function DeliveryList({ filters: all, isSmall }: { filters: DeliveryFilters; isSmall: boolean }) {
  const trpc = useTRPC();
  const { filters, given, set } = all;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const list = useInfiniteQuery(
    trpc.hooks.list.infiniteQueryOptions(given, {
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: 5_000,
    }),
  );
  const redeliver = useRedeliver(() => setChosen(new Set()));
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const choose = (ids: readonly string[], on: boolean) =>
    setChosen((before) => new Set(on ? [...before, ...ids] : [...before].filter((one) => !ids.includes(one))));
  return (
    <>
      <Card className="overflow-hidden">
        {list.error ? (
          <QueryProblem error={list.error} what="the deliveries" onRetry={() => list.refetch()} />
        ) : !list.data ? (
          <TableSkeleton rows={6} />
        ) : rows.length > 0 ? (
          <DeliveryTable
            rows={rows}
            openId={filters.open}
            onOpen={(id) => set({ open: id === filters.open ? null : id })}
            isSmall={isSmall}
            chosen={chosen}
            onChoose={choose}
          />
        ) : all.isNarrow ? (
          <Empty title="No delivery fits the filters" action={<Button onClick={all.clear}>Clear filters</Button>}>
            Others are hidden by the search or the filters.
          </Empty>
        ) : (
          <Empty
            title="No hook has told anything yet"
            action={
              <Button asChild>
                <Link href="/chains">Go to the chains</Link>
              </Button>
            }
          >
            A hook tells others when a step or a chain begins or ends: a webhook, a metric, a log line, another task.
            Open a chain in the builder and add one to a step; what it sends is listed here.
          </Empty>
        )}
      </Card>
      {rows.length > 0 ? (
        <div className="flex items-center gap-3 text-12 text-muted-foreground">
          {formatCount(rows.length)} of {formatCount(list.data?.pages[0]?.total ?? 0)}
          {list.hasNextPage ? (
            <Button size="sm" className="ml-auto" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
              Load more
            </Button>
          ) : null}
        </div>
      ) : null}
      {chosen.size > 0 ? (
        <BulkBar count={chosen.size} onClear={() => setChosen(new Set())}>
          <Button
            size="sm"
            variant="primary"
            busy={redeliver.isPending}
            onClick={() => redeliver.mutate({ ids: [...chosen].slice(0, MOST_AT_ONCE) })}
          >
            <Send /> Redeliver {formatCount(Math.min(chosen.size, MOST_AT_ONCE))}
          </Button>
        </BulkBar>
      ) : null}
    </>
  );
}

const MOST_AT_ONCE = 200;
