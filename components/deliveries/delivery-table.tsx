"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { SelectAll } from "@/components/shared/select-all";
import { Time } from "@/components/shared/time";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { USUAL_TRIES } from "@/server/core/hooks/retry";
import type { DeliveryRow } from "@/server/services/hooks/hooks";
import { DeliveryStateWord } from "./delivery-state";
import { Until } from "./until";

export interface DeliveryTableProps {
  rows: readonly DeliveryRow[];
  openId: string | null;
  onOpen: (id: string) => void;
  /** The place is small, since one delivery is shown beside it. */
  isSmall: boolean;
  chosen: ReadonlySet<string>;
  onChoose: (ids: readonly string[], on: boolean) => void;
}

/** Deliveries, the newest first. */
export function DeliveryTable({ rows, openId, onOpen, isSmall, chosen, onChoose }: DeliveryTableProps) {
  return (
    <Table aria-label="Deliveries" className="max-md:block">
      <TableHead>
        <tr>
          <TableHeader className="w-10">
            <SelectAll rows={rows} selected={chosen} onSelect={onChoose} />
          </TableHeader>
          <TableHeader>Target</TableHeader>
          <TableHeader>Moment</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader className="text-right">Tries</TableHeader>
          {isSmall ? null : <TableHeader>Next try</TableHeader>}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            isOpen={row.id === openId}
            isSmall={isSmall}
            onOpen={() => onOpen(row.id)}
            isChosen={chosen.has(row.id)}
            onChoose={(on) => onChoose([row.id], on)}
          />
        ))}
      </TableBody>
    </Table>
  );
}

interface RowProps {
  row: DeliveryRow;
  isOpen: boolean;
  isSmall: boolean;
  onOpen(): void;
  isChosen: boolean;
  onChoose(on: boolean): void;
}

function Row({ row, isOpen, isSmall, onOpen, isChosen, onChoose }: RowProps) {
  const isOut = row.state === "waiting" || row.state === "sending";
  return (
    <TableRow
      className={cn(
        "max-md:grid-cols-[20px_minmax(0,1fr)_auto]",
        isOpen && "bg-pressed shadow-[inset_2px_0_0_var(--foreground)] hover:bg-pressed",
      )}
    >
      <TableCell className="w-10 max-md:self-start max-md:pt-1">
        <Checkbox
          aria-label={`Choose the delivery to ${row.target}`}
          checked={isChosen}
          onCheckedChange={(on) => onChoose(on === true)}
        />
      </TableCell>
      <TableCell className={cn("py-2", isSmall ? "max-w-[190px]" : "max-w-[280px]")}>
        <Target row={row} isOpen={isOpen} onOpen={onOpen} />
      </TableCell>
      <TableCell
        className={cn("py-2 max-md:col-span-2 max-md:col-start-2", isSmall ? "max-w-[170px]" : "max-w-[220px]")}
      >
        <span className="block truncate">
          {row.moment} <span className="text-muted-foreground">{row.status}</span>
        </span>
        <span className="block truncate text-12 text-muted-foreground">
          {[row.chainName, row.stepName].filter(Boolean).join(", ")}
          {row.level === "server" ? " (all chains)" : ""}
        </span>
      </TableCell>
      <TableCell
        className={cn(
          "py-2 max-md:col-span-2 max-md:col-start-2 max-md:max-w-none",
          isSmall ? "max-w-[190px]" : "max-w-[240px]",
        )}
      >
        <DeliveryStateWord state={row.state} />
        <span
          className="block truncate pl-[21px] text-12 text-muted-foreground max-md:whitespace-normal"
          title={row.reason ?? undefined}
        >
          {row.isBlocked && isOut
            ? "for the hook before it"
            : (row.reason ?? <Time at={row.settledAt ?? row.createdAt} />)}
        </span>
      </TableCell>
      <TableCell className="text-right font-mono text-12 whitespace-nowrap max-md:hidden">
        {isOut ? `${row.failures} of ${row.maxTries ?? USUAL_TRIES}` : row.attempts}
      </TableCell>
      {isSmall ? null : (
        <TableCell className="text-12 whitespace-nowrap max-md:hidden">
          {row.state === "waiting" && row.nextAt !== null && !row.isBlocked ? (
            <Until at={row.nextAt} />
          ) : (
            <span className="text-muted-foreground">–</span>
          )}
        </TableCell>
      )}
    </TableRow>
  );
}

/** Kinds of targets whose first word says how, and is not the thing. */
const WORDS: Partial<Record<DeliveryRow["type"], string>> = {
  metric: "metric",
  dispatch_task: "task",
  transform: "values",
};

/** The way in: a link that can be opened elsewhere, and opens beside the list when it is simply pressed. */
function Target({ row, isOpen, onOpen }: Pick<RowProps, "row" | "isOpen" | "onOpen">) {
  const params = new URLSearchParams(useSearchParams());
  params.set("open", row.id);
  const [, first = "", rest = row.target] = /^(\S+) (.+)$/s.exec(row.target) ?? [];
  const hasVerb = row.type === "webhook" || row.type === "log";
  return (
    <Link
      href={`/deliveries?${params}`}
      aria-current={isOpen || undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
      className="group block min-w-0 font-mono text-12"
    >
      <span className="block truncate group-hover:underline group-hover:underline-offset-3">
        <span className="text-muted-foreground">{hasVerb ? first : (WORDS[row.type] ?? row.type)}</span>{" "}
        <b className="font-medium">{hasVerb ? rest : row.target}</b>
      </span>
      <span className="block truncate text-muted-foreground">{row.host ?? ABOUT[row.type]}</span>
    </Link>
  );
}

const ABOUT: Record<DeliveryRow["type"], string> = {
  webhook: "not sent yet",
  log: "in the log",
  metric: "a number",
  dispatch_task: "an execution of its own",
  transform: "for the hooks after it",
};
