"use client";

import { Ellipsis, Pencil, Play } from "lucide-react";
import Link from "next/link";
import { useNow } from "@/components/shared/clock";
import { formatMoment, formatSpan } from "@/components/shared/format";
import { SelectAll } from "@/components/shared/select-all";
import { Sparkline } from "@/components/shared/sparkline";
import { shownExecutionStatus } from "@/components/shared/status";
import { StatusBadge, StatusText } from "@/components/shared/status-badge";
import { Duration, Time } from "@/components/shared/time";
import { ROLE_VERBS } from "@/components/sharing/share-roles";
import { Badge, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { may } from "@/server/core/access/roles";
import { isExecutionEnded } from "@/server/core/execution/states";
import type { ChainRow } from "@/server/services/chain-view";
import { StatusItems } from "./status-items";
import { SuccessRate } from "./success-rate";
import { useSetStatus } from "./use-set-status";

export interface ChainTableProps {
  rows: readonly ChainRow[];
  selected: ReadonlySet<string>;
  onSelect(ids: readonly string[], on: boolean): void;
  onTag: (tag: string) => void;
  onRun: (chainId: string) => void;
}

export function ChainTable({ rows, selected, onSelect, onTag, onRun }: ChainTableProps) {
  return (
    <Table className="max-md:block">
      <TableHead>
        <tr>
          <TableHeader className="w-10">
            <SelectAll rows={rows} selected={selected} onSelect={onSelect} />
          </TableHeader>
          <TableHeader>Chain</TableHeader>
          <TableHeader>Last run</TableHeader>
          <TableHeader>Last 16 runs</TableHeader>
          <TableHeader className="text-right">Success</TableHeader>
          <TableHeader>Next run</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            on={selected.has(row.id)}
            onSelect={(on) => onSelect([row.id], on)}
            onTag={onTag}
            onRun={onRun}
          />
        ))}
      </TableBody>
    </Table>
  );
}

interface RowProps extends Pick<ChainTableProps, "onTag" | "onRun"> {
  row: ChainRow;
  on: boolean;
  onSelect(on: boolean): void;
}

function Row({ row, on, onSelect, onTag, onRun }: RowProps) {
  return (
    <TableRow
      className={cn(
        "max-md:grid-cols-[20px_minmax(0,1fr)_auto]",
        on && "bg-pressed shadow-[inset_2px_0_0_var(--foreground)] hover:bg-pressed",
      )}
    >
      <TableCell className="w-10 md:h-[52px] max-md:order-first max-md:self-start max-md:pt-1">
        <Checkbox aria-label={`Select ${row.name}`} checked={on} onCheckedChange={(next) => onSelect(next === true)} />
      </TableCell>
      <TableCell className="max-w-0 py-[9px] max-md:order-1 max-md:max-w-none md:w-[36%]">
        <span className="flex items-center gap-2">
          <Link href={`/chains/${row.id}`} className="truncate font-medium hover:underline hover:underline-offset-3">
            {row.name}
          </Link>
          {row.status === "paused" ? <StatusBadge status="paused" size="sm" /> : null}
          {row.status === "archived" ? <Badge>Archived</Badge> : null}
          {row.hasDraft ? (
            <Link
              href={`/chains/${row.id}/edit`}
              className="flex-none rounded-[5px] border border-border-strong px-1.5 text-11 leading-[17px] hover:bg-muted"
            >
              Draft
              <span className="sr-only">
                {" "}
                beside version {row.version} of {row.name}
              </span>
            </Link>
          ) : null}
        </span>
        <span className="mt-0.5 flex items-center gap-1.5 text-12 text-muted-foreground">
          {row.owner ? <span className="flex-none">{`${row.owner}, you ${ROLE_VERBS[row.role]}`}</span> : null}
          {row.description ? <span className="truncate">{row.description}</span> : null}
          {row.tags.map((tag) => (
            <button
              key={tag}
              type="button"
              aria-label={`Only chains with the tag ${tag}`}
              className={cn(
                "inline-flex min-h-6 min-w-6 flex-none items-center justify-center",
                // On the ground of a selected row a tag has the ground of the card.
                on && "[&>*]:bg-card",
              )}
              onClick={() => onTag(tag)}
            >
              <Tag className="hover:text-foreground">{tag}</Tag>
            </button>
          ))}
        </span>
      </TableCell>
      <TableCell className="max-md:order-3 max-md:col-start-2">
        <LastRun row={row} />
      </TableCell>
      <TableCell className="max-md:order-4 max-md:text-right">
        <Sparkline
          runs={row.recent.map((run) => ({
            id: run.id,
            durationMs: run.durationMs,
            status: shownExecutionStatus(run),
          }))}
        />
        <span className="block text-12 text-muted-foreground md:hidden">
          {row.successRate === null ? "" : `${Math.round(row.successRate * 100)}% · `}
          <NextRun row={row} />
        </span>
      </TableCell>
      <TableCell className="text-right max-md:hidden">
        <SuccessRate rate={row.successRate} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-foreground-2 max-md:hidden">
        <NextRun row={row} />
      </TableCell>
      <TableCell className="text-right whitespace-nowrap max-md:order-2">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Run ${row.name}`}
          disabled={row.status === "archived" || !may(row.role, "chain", "run")}
          onClick={() => onRun(row.id)}
        >
          <Play />
        </Button>
        {may(row.role, "chain", "edit") ? <RowMenu row={row} /> : null}
      </TableCell>
    </TableRow>
  );
}

function LastRun({ row }: { row: ChainRow }) {
  const last = row.lastExecution;
  if (!last) return <span className="text-muted-foreground">never run</span>;
  const ended = isExecutionEnded(last.status);
  return (
    <Link href={`/executions/${last.id}`} className="group inline-block">
      <StatusText
        status={shownExecutionStatus(last)}
        word={last.withErrors && last.status === "succeeded" ? "With errors" : undefined}
        className="group-hover:underline group-hover:underline-offset-3"
      />
      <span className="block pl-[21px] text-12 whitespace-nowrap text-muted-foreground">
        {ended ? <Time at={last.createdAt} /> : "now"}
        {last.startedAt === null ? null : (
          <>
            , <Duration from={last.startedAt} to={last.endedAt} />
          </>
        )}
      </span>
    </Link>
  );
}

function NextRun({ row }: { row: ChainRow }) {
  const now = useNow();
  if (row.schedulePaused) return <span className="text-muted-foreground">schedule paused</span>;
  if (row.status === "paused") return <span className="text-muted-foreground">paused</span>;
  if (row.nextRunAt === null)
    return <span className="text-muted-foreground max-md:after:content-['no_schedule'] md:after:content-['–']" />;
  const away = row.nextRunAt - now;
  return (
    <span suppressHydrationWarning>
      {formatMoment(row.nextRunAt, now)}
      {now > 0 && away > 0 && away < 12 * 3_600_000 ? `, in ${formatSpan(away)}` : null}
    </span>
  );
}

function RowMenu({ row }: { row: ChainRow }) {
  const setStatus = useSetStatus(row);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`More about ${row.name}`}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <Link href={`/chains/${row.id}/edit`}>
            <Pencil aria-hidden /> Edit
          </Link>
        </DropdownMenuItem>
        <StatusItems status={row.status} onChange={setStatus} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
