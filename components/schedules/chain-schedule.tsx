"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarClock, History } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { StatusText } from "@/components/shared/status-badge";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Switch } from "@/components/ui/switch";
import { may } from "@/server/core/access/roles";
import { nextFires } from "@/server/core/schedule/next-fires";
import type { ChainSchedule } from "@/server/services/schedules";
import { BackfillDialog } from "./backfill-dialog";
import { shortWords } from "./short-words";
import { useSetPaused } from "./use-set-paused";

/** The schedule of one chain: what comes, what came of its moments, and runs for moments of the past. */
export function ChainSchedulePanel({ chainId }: { chainId: string }) {
  const trpc = useTRPC();
  const found = useQuery({ ...trpc.schedules.ofChain.queryOptions({ chainId }), refetchInterval: 5_000 });
  if (found.error)
    return (
      <Card>
        <QueryProblem error={found.error} what="the schedule" onRetry={() => found.refetch()} />
      </Card>
    );
  if (found.isPending)
    return (
      <Card>
        <TableSkeleton rows={4} />
      </Card>
    );
  if (!found.data)
    return (
      <Card>
        <Empty
          title="This chain does not run by itself"
          action={
            <Button asChild>
              <Link href={`/chains/${chainId}/edit`}>
                <CalendarClock /> Give it a schedule
              </Link>
            </Button>
          }
        >
          Its settings in the builder have a schedule; publish it and it begins.
        </Empty>
      </Card>
    );
  return <Panel schedule={found.data} />;
}

function Panel({ schedule }: { schedule: ChainSchedule }) {
  const setPaused = useSetPaused(schedule);
  const [fills, setFills] = useState(false);
  const mayEdit = may(schedule.role, "chain", "edit");
  const next = schedule.nextRunAt === null ? [] : nextFires(schedule.schedule, schedule.nextRunAt - 1, 5);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <Card>
        <CardHeader>
          <CardTitle>{shortWords(schedule)}</CardTitle>
          <span className="text-12 text-muted-foreground">{schedule.schedule.timezone}</span>
          <span className="ml-auto">
            <Switch
              aria-label={`Schedule of ${schedule.chainName}`}
              checked={schedule.pausedWhy === null}
              disabled={!mayEdit || setPaused.busy}
              onCheckedChange={(on) => setPaused.set(!on)}
            />
          </span>
        </CardHeader>
        {schedule.pausedWhy ? <p className="px-4 py-3 text-13">{schedule.pausedWhy}</p> : null}
        {next.length > 0 ? (
          <ol aria-label="Next runs" className="px-4 py-2 text-13">
            {next.map((at) => (
              <li key={at} className="py-1">
                <Time at={at} />
              </li>
            ))}
          </ol>
        ) : null}
        <h3 className="border-t px-4 pt-3 pb-1 text-12 font-medium text-muted-foreground">What came of its moments</h3>
        {schedule.fires.length === 0 ? (
          <p className="px-4 pb-4 text-13 text-muted-foreground">None has come yet.</p>
        ) : (
          <ul aria-label="Moments" className="pb-2">
            {schedule.fires.map((fire) => (
              <Fire key={fire.at} fire={fire} />
            ))}
          </ul>
        )}
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Backfills</CardTitle>
          <span className="text-12 text-muted-foreground">runs for moments of the past</span>
          {mayEdit ? (
            <Button size="sm" className="ml-auto" onClick={() => setFills(true)}>
              <History /> Backfill
            </Button>
          ) : null}
        </CardHeader>
        {schedule.backfills.length === 0 ? (
          <p className="px-4 py-4 text-13 text-muted-foreground">
            None yet. A backfill runs the chain for every moment of its schedule in a window;{" "}
            <code className="font-mono text-12">variables.scheduled_for</code> is that moment.
          </p>
        ) : (
          <ul aria-label="Backfills">
            {schedule.backfills.map((backfill) => (
              <Backfill key={backfill.id} backfill={backfill} mayEdit={mayEdit} />
            ))}
          </ul>
        )}
      </Card>
      <BackfillDialog schedule={fills ? schedule : null} onClose={() => setFills(false)} />
    </div>
  );
}

function Fire({ fire }: { fire: ChainSchedule["fires"][number] }) {
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-x-3 px-4 py-1 text-13">
      <span className="w-36 flex-none">
        <Time at={fire.at} />
      </span>
      {fire.executionId !== null && fire.status ? (
        <Link href={`/executions/${fire.executionId}`} className="hover:underline hover:underline-offset-3">
          <StatusText status={fire.status} />
        </Link>
      ) : (
        <span className="text-muted-foreground">{fire.note ?? waits(fire.startAt)}</span>
      )}
    </li>
  );
}

const waits = (startAt: number | null): string =>
  startAt !== null && startAt > Date.now() ? "Starts a little later." : "Waits for the run before it.";

function Backfill({ backfill, mayEdit }: { backfill: ChainSchedule["backfills"][number]; mayEdit: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    trpc.schedules.cancelBackfill.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.schedules.pathFilter()),
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  const { total, started, active, succeeded, failed, refused, canceled, endedAt } = backfill;
  const parts = [
    active > 0 ? `${active} running` : null,
    succeeded > 0 ? `${succeeded} succeeded` : null,
    failed > 0 ? `${failed} failed` : null,
    refused > 0 ? `${refused} not started` : null,
  ].filter((part) => part !== null);
  return (
    <li className="flex items-start gap-3 px-4 py-2.5 text-13 not-first:border-t">
      <div className="min-w-0 flex-1">
        <p>
          <Time at={backfill.from} /> to <Time at={backfill.to} />
        </p>
        <p className="text-12 text-muted-foreground">
          {canceled ? "Canceled. " : ""}
          {started} of {plural(total, "run")} started{parts.length > 0 ? `: ${parts.join(", ")}` : ""}.
          {backfill.createdBy ? ` By ${backfill.createdBy}.` : ""}
        </p>
        <progress className="sr-only" value={succeeded + failed + refused} max={total} aria-label="Progress" />
      </div>
      {mayEdit && endedAt === null && !canceled ? (
        <Button
          size="sm"
          busy={cancel.isPending}
          onClick={() => cancel.mutate({ chainId: backfill.chainId, id: backfill.id })}
        >
          Cancel
        </Button>
      ) : null}
    </li>
  );
}
