"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Send, Unplug } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useMe } from "@/components/session/session";
import { formatCount, plural } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import type { DeliveriesChanged } from "@/server/services/hooks/hooks";
import { DeliveryFilterBar } from "./delivery-filter-bar";
import { DeliveryPane } from "./delivery-pane";
import { DeliveryTable } from "./delivery-table";
import { HookCharts } from "./hook-charts";

import { HostCards } from "./host-cards";
import { ServerHooks } from "./server-hooks";
import { TryButton } from "./try-button";
import { useDeliveryFilters } from "./use-delivery-filters";

const DAY_MS = 86_400_000;

/** What lifecycle hooks sent: hosts with their circuits, the list, one delivery. */
export function DeliveriesPage() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const me = useMe();
  const all = useDeliveryFilters();
  const { filters, given, set, now } = all;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const overview = useQuery({ ...trpc.hooks.overview.queryOptions({ since: now - DAY_MS }), refetchInterval: 5_000 });
  const list = useInfiniteQuery(
    trpc.hooks.list.infiniteQueryOptions(given, {
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: 5_000,
    }),
  );
  const after = {
    onSuccess({ count, refused }: DeliveriesChanged) {
      if (count > 0) toast.success(`${plural(count, "delivery", "deliveries")} will be tried again.`);
      if (refused) toast.error(refused);
      setChosen(new Set());
      void queryClient.invalidateQueries(trpc.hooks.pathFilter());
    },
    onError: (error: unknown) => void toast.error(errorMessage(error)),
  };
  const redeliver = useMutation(trpc.hooks.redeliver.mutationOptions(after));
  const turnOn = useMutation(
    trpc.hooks.turnOn.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries(trpc.hooks.pathFilter()),
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const choose = (id: string, on: boolean) =>
    setChosen((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)));
  return (
    <>
      <TopBar crumbs={[{ name: "Deliveries" }]} />
      <Page>
        <PageHead
          title="Deliveries"
          about="What lifecycle hooks sent: at least once, never in the way of a step."
          actions={
            <>
              <TryButton />
              {me?.role === "admin" ? <ServerHooks /> : null}
            </>
          }
        />
        <div className="flex flex-col gap-5">
          {overview.data ? (
            <HostCards hosts={overview.data.hosts} inside={overview.data.inside} now={now} />
          ) : overview.error ? (
            <QueryProblem error={overview.error} what="the hosts" onRetry={() => overview.refetch()} />
          ) : null}
          {overview.data?.gone.map((one) => (
            <Note
              key={one.id}
              icon={Unplug}
              tone="s-failed"
              action={
                <Button size="sm" busy={turnOn.isPending} onClick={() => turnOn.mutate({ id: one.id })}>
                  Turn on again
                </Button>
              }
            >
              <span className="font-mono text-12 break-all">{one.url}</span> answered 410 (gone). Nothing more is sent
              there.
            </Note>
          ))}
          <DeliveryFilterBar filters={all} hosts={overview.data?.hosts.map(({ host }) => host) ?? []} />
          <div className={cn("grid items-start gap-5", filters.open !== null && "xl:grid-cols-[minmax(0,1fr)_440px]")}>
            <div className="flex min-w-0 flex-col gap-3">
              {chosen.size > 0 ? (
                <div className="flex items-center gap-2 text-13">
                  <span>{formatCount(chosen.size)} chosen</span>
                  <Button size="sm" busy={redeliver.isPending} onClick={() => redeliver.mutate({ ids: [...chosen] })}>
                    <Send /> Redeliver
                  </Button>
                  <Button size="sm" variant="ghost" onClick={() => setChosen(new Set())}>
                    Choose none
                  </Button>
                </div>
              ) : null}
              <Card>
                {list.error ? (
                  <QueryProblem error={list.error} what="the deliveries" onRetry={() => list.refetch()} />
                ) : !list.data ? (
                  <TableSkeleton rows={6} />
                ) : rows.length > 0 ? (
                  <DeliveryTable
                    rows={rows}
                    openId={filters.open}
                    onOpen={(id) => set({ open: id === filters.open ? null : id })}
                    chosen={chosen}
                    onChoose={choose}
                  />
                ) : all.isNarrow ? (
                  <Empty title="No delivery fits the filters" action={<Button onClick={all.clear}>Show all</Button>}>
                    Take a filter off, or search for something else.
                  </Empty>
                ) : (
                  <Empty title="No hook has told anything yet">
                    Write `hooks` into the YAML of a chain or a step: a log line, a webhook, a metric, another task.
                    What they send is listed here.
                  </Empty>
                )}
              </Card>
              {rows.length > 0 ? (
                <div className="flex items-center gap-3 text-12 text-muted-foreground">
                  {formatCount(rows.length)} of {formatCount(total)}
                  {list.hasNextPage ? (
                    <Button
                      size="sm"
                      className="ml-auto"
                      busy={list.isFetchingNextPage}
                      onClick={() => list.fetchNextPage()}
                    >
                      Load more
                    </Button>
                  ) : null}
                </div>
              ) : null}
            </div>
            {filters.open === null ? null : <DeliveryPane id={filters.open} />}
          </div>
          {overview.data ? (
            <>
              <HookCharts hours={overview.data.hours} metrics={overview.data.metrics} now={now} />
              <p className="text-12 text-muted-foreground">
                {overview.data.allowedHosts.length === 0
                  ? "Webhooks may go nowhere yet: an administrator lists their hosts under Administration."
                  : `Webhooks may go to: ${overview.data.allowedHosts.join(", ")}.`}
              </p>
            </>
          ) : null}
        </div>
      </Page>
    </>
  );
}
