"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { StatusText } from "@/components/shared/status-badge";
import { Duration, Time } from "@/components/shared/time";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { TaskRun } from "@/server/services/tasks/history";

interface TaskTableProps {
  rows: readonly TaskRun[];
  selected: ReadonlySet<string>;
  onSelect(ids: readonly string[], on: boolean): void;
  sort: "newest" | "oldest";
  onSort(sort: "newest" | "oldest"): void;
}

/** What ran, a row a step; the box at its beginning picks it for a chain. */
export function TaskTable({ rows, selected, onSelect, sort, onSort }: TaskTableProps) {
  const all = rows.every(({ id }) => selected.has(id));
  const some = rows.some(({ id }) => selected.has(id));
  return (
    <Table className="max-md:block">
      <TableHead>
        <tr>
          <TableHeader className="w-10">
            <Checkbox
              aria-label="Select all that are shown"
              checked={all ? true : some ? "indeterminate" : false}
              onCheckedChange={(on) =>
                onSelect(
                  rows.map(({ id }) => id),
                  on === true,
                )
              }
            />
          </TableHeader>
          <TableHeader>Task</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Result</TableHeader>
          <TableHeader className="text-right">Time</TableHeader>
          <TableHeader aria-sort={sort === "newest" ? "descending" : "ascending"}>
            <button
              type="button"
              onClick={() => onSort(sort === "newest" ? "oldest" : "newest")}
              className="inline-flex items-center gap-1 rounded-sm hover:text-foreground"
            >
              When
              {sort === "newest" ? <ArrowDown className="size-3" /> : <ArrowUp className="size-3" />}
              <span className="sr-only">, {sort} first</span>
            </button>
          </TableHeader>
          <TableHeader>Chain</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id} row={row} on={selected.has(row.id)} onSelect={(on) => onSelect([row.id], on)} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row({ row, on, onSelect }: { row: TaskRun; on: boolean; onSelect: (on: boolean) => void }) {
  const isOk = row.status === "succeeded" || row.status === "skipped";
  return (
    <TableRow
      className={cn(
        "max-md:grid-cols-[20px_minmax(0,1fr)_auto]",
        on && "bg-pressed shadow-[inset_2px_0_0_var(--foreground)] hover:bg-pressed",
      )}
    >
      <TableCell className="w-10 max-md:self-start max-md:pt-0.5">
        <Checkbox
          aria-label={`Select ${row.name}, ${row.status}`}
          checked={on}
          onCheckedChange={(next) => onSelect(next === true)}
        />
      </TableCell>
      <TableCell className="py-2 max-md:col-span-2 md:w-[35%]">
        <Link href={`/executions/${row.executionId}?step=${encodeURIComponent(row.stepId)}`} className="group block">
          <span className="line-clamp-1 font-medium group-hover:underline group-hover:underline-offset-3">
            {row.question}
          </span>
          <span className="block font-mono text-12 text-muted-foreground">{workWords(row)}</span>
        </Link>
      </TableCell>
      <TableCell className="max-md:col-start-2">
        <StatusText status={row.status} />
      </TableCell>
      <TableCell className="max-md:hidden md:max-w-[280px]">
        <span className={cn("line-clamp-1", isOk && "text-foreground-2")}>{row.summary || "–"}</span>
      </TableCell>
      <TableCell className="text-right max-md:hidden">
        <Duration
          from={row.startedAt}
          to={row.startedAt === null ? null : (row.endedAt ?? (row.status === "running" ? null : row.startedAt))}
          className="font-mono text-12 whitespace-nowrap"
        />
      </TableCell>
      <TableCell className="text-12 whitespace-nowrap text-muted-foreground max-md:text-right">
        <Time at={row.at} />
      </TableCell>
      <TableCell className="max-md:hidden">
        {row.chain === null ? (
          <span className="text-muted-foreground">alone</span>
        ) : row.chain.id === null ? (
          row.chain.name
        ) : (
          <Link href={`/chains/${row.chain.id}`} className="link">
            {row.chain.name}
          </Link>
        )}
      </TableCell>
    </TableRow>
  );
}

/** `browser.run`, `llm · qwen2.5`. */
export const workWords = ({ tool, operation, model }: Pick<TaskRun, "tool" | "operation" | "model">): string =>
  tool === "llm" ? `llm${model === null ? "" : ` · ${model}`}` : `${tool}.${operation}`;
