"use client";

import { Bot, CalendarClock, Hand, type LucideIcon, SquareCheckBig, Terminal, Webhook, Workflow } from "lucide-react";
import Link from "next/link";
import { Fragment } from "react";
import { useNow } from "@/components/shared/clock";
import { shortId } from "@/components/shared/format";
import { SelectAll } from "@/components/shared/select-all";
import { shownExecutionStatus } from "@/components/shared/status";
import { StatusText } from "@/components/shared/status-badge";
import { Duration, Time } from "@/components/shared/time";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { isExecutionEnded } from "@/server/core/execution/states";
import type { ExecutionRow } from "@/server/services/execution-view";
import { originWord } from "./execution-filter-bar";
import { groupExecutions } from "./execution-groups";

const ORIGIN_ICONS: Record<string, LucideIcon> = {
  manual: Hand,
  schedule: CalendarClock,
  cli: Terminal,
  api: Terminal,
  task: SquareCheckBig,
  sub_chain: Workflow,
  hook: Webhook,
  agent: Bot,
};

interface ExecutionTableProps {
  rows: readonly ExecutionRow[];
  showChain: boolean;
  selected: ReadonlySet<string>;
  onSelect(ids: readonly string[], on: boolean): void;
}

/** Executions: what is open first, then by day. The sentence stands below every state that is not simply success. */
export function ExecutionTable({ rows, showChain, selected, onSelect }: ExecutionTableProps) {
  const now = useNow();
  const groups = groupExecutions(rows, now || Date.now());
  return (
    <Table className="max-md:block">
      <TableHead>
        <tr>
          <TableHeader className="w-10">
            <SelectAll rows={rows} selected={selected} onSelect={onSelect} />
          </TableHeader>
          <TableHeader>Execution</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Origin</TableHeader>
          <TableHeader className="text-right">Time</TableHeader>
          <TableHeader>Started</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <Fragment key={group.key}>
            <tr className="border-b bg-background max-md:block">
              <th
                colSpan={6}
                scope="rowgroup"
                className="h-8 px-3 text-left text-12 font-normal text-muted-foreground max-md:flex max-md:items-center"
                suppressHydrationWarning
              >
                <b className="font-medium text-foreground">{group.title}</b>, {group.about}
              </th>
            </tr>
            {group.rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                showChain={showChain}
                on={selected.has(row.id)}
                onSelect={(on) => onSelect([row.id], on)}
              />
            ))}
          </Fragment>
        ))}
      </TableBody>
    </Table>
  );
}

interface RowProps extends Pick<ExecutionTableProps, "showChain"> {
  row: ExecutionRow;
  on: boolean;
  onSelect(on: boolean): void;
}

function Row({ row, showChain, on, onSelect }: RowProps) {
  const status = shownExecutionStatus(row);
  const OriginIcon = ORIGIN_ICONS[row.origin] ?? Hand;
  return (
    <TableRow
      className={cn(
        "max-md:grid-cols-[20px_minmax(0,1fr)_auto]",
        status === "running" && "shadow-[inset_2px_0_0_var(--live-solid)]",
        on && "bg-pressed shadow-[inset_2px_0_0_var(--foreground)] hover:bg-pressed",
      )}
    >
      <TableCell className="w-10 max-md:order-first max-md:self-start max-md:pt-1">
        <Checkbox
          aria-label={`Select ${row.chainName} ${shortId(row.id)}`}
          checked={on}
          onCheckedChange={(next) => onSelect(next === true)}
        />
      </TableCell>
      <TableCell className="py-2 max-md:order-1 md:w-[28%]">
        <Link href={`/executions/${row.id}`} className="group block">
          <span
            className={cn(
              "block font-medium group-hover:underline group-hover:underline-offset-3",
              !showChain && "font-mono text-12",
            )}
          >
            {showChain ? row.chainName : shortId(row.id)}
          </span>
          {showChain ? <span className="block font-mono text-12 text-muted-foreground">{shortId(row.id)}</span> : null}
        </Link>
      </TableCell>
      <TableCell className="py-2 max-md:order-3 max-md:col-span-2 max-md:col-start-2">
        <StatusText status={status} word={status === "partial" ? "With errors" : undefined} />
        {row.reason && row.status !== "succeeded" ? (
          <span className="block pl-[21px] text-12 text-muted-foreground">{row.reason.message}</span>
        ) : null}
      </TableCell>
      <TableCell className="max-md:order-4 max-md:col-start-2">
        <span className="inline-flex items-center gap-1.5 align-middle">
          <OriginIcon className="size-4 text-foreground-2" aria-hidden />
          {originWord(row.origin)}
        </span>
      </TableCell>
      <TableCell className="text-right max-md:order-2">
        <Duration
          from={row.startedAt}
          to={isExecutionEnded(row.status) ? (row.endedAt ?? row.startedAt) : null}
          className="font-mono text-12 whitespace-nowrap"
        />
      </TableCell>
      <TableCell className="text-12 whitespace-nowrap text-muted-foreground max-md:order-5 max-md:text-right">
        <Time at={row.startedAt ?? row.createdAt} as="clock" />
      </TableCell>
    </TableRow>
  );
}
