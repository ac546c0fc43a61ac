"use client";

import { Time } from "@/components/shared/time";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { DeliveryRow } from "@/server/services/hooks/hooks";
import { DeliveryStateWord } from "./delivery-state";

export interface DeliveryTableProps {
  rows: readonly DeliveryRow[];
  openId: string | null;
  onOpen: (id: string) => void;
  chosen: ReadonlySet<string>;
  onChoose: (id: string, on: boolean) => void;
}

/** Deliveries, the newest first. */
export function DeliveryTable({ rows, openId, onOpen, chosen, onChoose }: DeliveryTableProps) {
  return (
    <Table aria-label="Deliveries">
      <TableHead>
        <tr>
          <TableHeader className="w-9">
            <span className="sr-only">Chosen</span>
          </TableHeader>
          <TableHeader>Target</TableHeader>
          <TableHeader>Moment</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader className="text-right">Tries</TableHeader>
          <TableHeader>Next try</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id} className={cn(row.id === openId && "bg-pressed hover:bg-pressed")}>
            <TableCell className="max-md:hidden">
              <Checkbox
                aria-label={`Choose the delivery to ${row.target}`}
                checked={chosen.has(row.id)}
                onCheckedChange={(on) => onChoose(row.id, on === true)}
              />
            </TableCell>
            <TableCell className="max-w-[260px]">
              <button
                type="button"
                aria-pressed={row.id === openId}
                onClick={() => onOpen(row.id)}
                className="block max-w-full truncate text-left font-mono text-12 font-medium hover:underline"
              >
                {row.target}
              </button>
              <span className="block truncate text-12 text-muted-foreground">
                {row.type}
                {row.host ? `, ${row.host}` : ""}
              </span>
            </TableCell>
            <TableCell className="max-w-[220px]">
              <span className="block truncate">
                {row.moment} <span className="text-muted-foreground">{row.status}</span>
              </span>
              <span className="block truncate text-12 text-muted-foreground">
                {[row.chainName, row.stepName].filter(Boolean).join(", ")}
                {row.level === "server" ? " (all chains)" : ""}
              </span>
            </TableCell>
            <TableCell className="max-w-[220px]">
              <DeliveryStateWord state={row.state} />
              <span className="block truncate text-12 text-muted-foreground" title={row.reason ?? undefined}>
                {row.reason ?? <Time at={row.settledAt ?? row.createdAt} />}
              </span>
            </TableCell>
            <TableCell className="text-right font-mono max-md:hidden">{row.attempts}</TableCell>
            <TableCell className="text-12 whitespace-nowrap max-md:hidden">
              {row.state === "waiting" && row.nextAt !== null ? <Time at={row.nextAt} as="clock" /> : "–"}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
