"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Plus } from "lucide-react";
import { useState } from "react";
import { plural } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import type { ScheduleRow } from "@/server/services/schedules";
import { ScheduleChainDialog } from "./schedule-chain-dialog";
import { firstDraft, type ScheduleDraft } from "./schedule-draft";
import { ScheduleTable } from "./schedule-table";
import { Simulator } from "./simulator";
import { UpcomingCard } from "./upcoming-card";

const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** What runs by itself and when; a place to try a schedule out. */
export function SchedulesPage() {
  const trpc = useTRPC();
  const schedules = useQuery({
    ...trpc.schedules.list.queryOptions(),
    refetchInterval: ({ state }) => untilSoonest(state.data?.items ?? [], Date.now()),
  });
  const [use, setUse] = useState<ScheduleDraft | null>(null);
  const rows = schedules.data?.items ?? [];
  return (
    <>
      <TopBar crumbs={[{ name: "Schedules" }]} />
      <Page>
        <PageHead
          title="Schedules"
          about={schedules.data ? aboutOf(rows) : schedules.error ? "Not loaded" : "Loading"}
          actions={
            <Button variant="primary" onClick={() => setUse(firstDraft(zoneHere(), new Date()))}>
              <Plus /> Schedule a chain
            </Button>
          }
        />
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 min-[1180px]:grid-cols-[minmax(0,1fr)_456px]">
          <div className="flex min-w-0 flex-col gap-5">
            <Card>
              {schedules.error ? (
                <QueryProblem error={schedules.error} what="the schedules" onRetry={() => schedules.refetch()} />
              ) : !schedules.data ? (
                <TableSkeleton rows={4} />
              ) : rows.length === 0 ? (
                <Empty
                  title="No chain runs by itself yet"
                  action={
                    <Button onClick={() => setUse(firstDraft(zoneHere(), new Date()))}>
                      <CalendarClock /> Schedule a chain
                    </Button>
                  }
                >
                  Give a chain a schedule, and it runs at the right time, also over changes of the clock.
                </Empty>
              ) : (
                <ScheduleTable rows={rows} />
              )}
            </Card>
            {rows.length > 0 ? <UpcomingCard rows={rows} /> : null}
          </div>
          <Simulator onUse={setUse} />
        </div>
        <ScheduleChainDialog draft={use} onClose={() => setUse(null)} />
      </Page>
    </>
  );
}

/** Milliseconds until the list says something else: when the next one has run, and now and then, since others change schedules too. */
function untilSoonest(rows: readonly ScheduleRow[], now: number): number {
  const soonest = Math.min(...rows.map(({ nextRunAt }) => nextRunAt ?? Number.POSITIVE_INFINITY));
  return Math.max(1_000, Math.min(soonest - now + 500, 15_000));
}

function aboutOf(rows: readonly ScheduleRow[]): string {
  const paused = rows.filter(({ pausedWhy }) => pausedWhy !== null).length;
  const counts = `${plural(rows.length, "schedule")}${paused > 0 ? `, ${paused} paused` : ""}`;
  return `${counts}. Times in ${zoneHere().replaceAll("_", " ")}; hover for UTC.`;
}
