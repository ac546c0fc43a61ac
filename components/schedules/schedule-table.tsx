"use client";

import { Ellipsis, History, Play, Settings2 } from "lucide-react";
import Link from "next/link";
import { useNow } from "@/components/shared/clock";
import { formatSpan } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Switch } from "@/components/ui/switch";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { may } from "@/server/core/access/roles";
import type { ScheduleRow } from "@/server/services/schedules";
import { shortWords } from "./short-words";
import { useSetPaused } from "./use-set-paused";

/** One schedule a row, the next one first. */
export function ScheduleTable({ rows }: { rows: readonly ScheduleRow[] }) {
  return (
    <Table className="max-md:block">
      <TableHead>
        <tr>
          <TableHeader>Chain</TableHeader>
          <TableHeader>When</TableHeader>
          <TableHeader>Next run</TableHeader>
          <TableHeader>Missed</TableHeader>
          <TableHeader>Overlap</TableHeader>
          <TableHeader>
            <span className="sr-only">On, and more</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.chainId} row={row} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row({ row }: { row: ScheduleRow }) {
  const { schedule } = row;
  return (
    <TableRow>
      <TableCell className="py-[9px] max-md:order-1">
        <Link
          href={`/chains/${row.chainId}?tab=schedule`}
          className="font-medium hover:underline hover:underline-offset-3"
        >
          {row.chainName}
        </Link>
        {row.failures > 0 ? (
          <span className="block text-12 text-failed">
            {row.failures === 1 ? "its last run failed" : `${row.failures} failed in a row`}
          </span>
        ) : null}
      </TableCell>
      <TableCell className="py-[9px] max-md:order-3">
        {shortWords(row)}
        <span className="block text-12 text-muted-foreground">{schedule.timezone}</span>
      </TableCell>
      <TableCell className="max-md:order-4 max-md:text-right">
        <Next row={row} />
      </TableCell>
      <TableCell className="max-md:hidden">{schedule.catch_up}</TableCell>
      <TableCell className="max-md:hidden">{schedule.overlap.replace("_", " ")}</TableCell>
      <TableCell className="text-right whitespace-nowrap max-md:order-2">
        <Actions row={row} />
      </TableCell>
    </TableRow>
  );
}

function Next({ row: { nextRunAt, pausedWhy } }: { row: ScheduleRow }) {
  const now = useNow();
  if (pausedWhy !== null || nextRunAt === null)
    return <span className="text-muted-foreground">{pausedWhy ?? "It has come to its end."}</span>;
  const away = nextRunAt - now;
  return (
    <span className="whitespace-nowrap max-md:whitespace-normal">
      <Time at={nextRunAt} />
      {now > 0 && away >= 1_000 && away < 12 * 3_600_000 ? `, in ${formatSpan(away)}` : null}
    </span>
  );
}

function Actions({ row }: { row: ScheduleRow }) {
  const setPaused = useSetPaused(row);
  const mayEdit = may(row.role, "chain", "edit");
  return (
    <span className="inline-flex items-center gap-1.5">
      <Switch
        aria-label={`Schedule of ${row.chainName}`}
        checked={row.pausedWhy === null}
        disabled={!mayEdit || setPaused.busy}
        onCheckedChange={(on) => setPaused.set(!on)}
      />
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`More about the schedule of ${row.chainName}`}>
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {may(row.role, "chain", "run") ? (
            <DropdownMenuItem asChild>
              <Link href={`/chains/${row.chainId}?run=true`}>
                <Play aria-hidden /> Run now
              </Link>
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem asChild>
            <Link href={`/chains/${row.chainId}?tab=schedule`}>
              <History aria-hidden /> What came of it, backfill
            </Link>
          </DropdownMenuItem>
          {mayEdit ? (
            <DropdownMenuItem asChild>
              <Link href={`/chains/${row.chainId}/edit`}>
                <Settings2 aria-hidden /> Change it in the builder
              </Link>
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
    </span>
  );
}
