"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Unplug } from "lucide-react";
import { toast } from "sonner";
import { useMe } from "@/components/session/session";
import { useMediaQuery } from "@/components/shared/use-media-query";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Note } from "@/components/ui/note";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { AllowedHosts } from "./allowed-hosts";
import { DeliveryFilterBar } from "./delivery-filter-bar";
import { DeliveryList } from "./delivery-list";
import { DeliveryPane } from "./delivery-pane";
import { HookCharts } from "./hook-charts";
import { HostCards } from "./host-cards";
import { ServerHooks } from "./server-hooks";
import { TryButton } from "./try-button";
import { useDeliveryFilters } from "./use-delivery-filters";

const DAY_MS = 86_400_000;

/** What lifecycle hooks sent: hosts with their circuits, the list, one delivery. */
export function DeliveriesPage() {
  const trpc = useTRPC();
  const me = useMe();
  const all = useDeliveryFilters();
  const { filters, set, now } = all;
  const isWide = useMediaQuery("(min-width: 1280px)");
  const overview = useQuery({ ...trpc.hooks.overview.queryOptions({ since: now - DAY_MS }), refetchInterval: 5_000 });
  const close = () => set({ open: null });
  const beside = filters.open !== null && isWide;
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
        <div className="flex flex-col gap-4">
          {overview.data ? (
            <HostCards hosts={overview.data.hosts} inside={overview.data.inside} now={now} />
          ) : overview.error ? (
            <QueryProblem error={overview.error} what="the hosts" onRetry={() => overview.refetch()} />
          ) : (
            <Skeleton className="h-[104px]" />
          )}
          {overview.data?.gone.map(({ id, url }) => (
            <GoneNote key={id} id={id} url={url} />
          ))}
          <div className={cn("grid items-start gap-5", beside && "grid-cols-[minmax(0,1fr)_440px]")}>
            <div className="flex min-w-0 flex-col gap-3">
              <DeliveryFilterBar filters={all} hosts={overview.data?.hosts.map(({ host }) => host) ?? []} />
              <DeliveryList filters={all} isSmall={beside} />
            </div>
            {beside && filters.open !== null ? <DeliveryPane id={filters.open} onClose={close} /> : null}
          </div>
          {overview.data ? (
            <>
              <HookCharts hours={overview.data.hours} metrics={overview.data.metrics} now={now} />
              <AllowedHosts hosts={overview.data.allowedHosts} />
            </>
          ) : null}
        </div>
        <Sheet open={filters.open !== null && !isWide} onOpenChange={(open) => open || close()}>
          <SheetContent title="Delivery" side="right" className="w-[480px] max-w-full overflow-y-auto">
            {filters.open === null ? null : <DeliveryPane id={filters.open} onClose={close} />}
          </SheetContent>
        </Sheet>
      </Page>
    </>
  );
}

/** An address that is off since it answered that it is no more. */
function GoneNote({ id, url }: { id: string; url: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const turnOn = useMutation(
    trpc.hooks.turnOn.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries(trpc.hooks.pathFilter()),
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  return (
    <Note
      icon={Unplug}
      tone="s-failed"
      className="items-center"
      action={
        <Button size="sm" busy={turnOn.isPending} onClick={() => turnOn.mutate({ id })}>
          Turn on again
        </Button>
      }
    >
      <span className="font-mono text-12 break-all">{url}</span> answered 410 (gone). Nothing more is sent there.
    </Note>
  );
}
