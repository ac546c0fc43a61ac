"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { ListFilter, Search, X } from "lucide-react";
import { useId, useState } from "react";
import { plural } from "@/components/shared/format";
import { StatusIcon } from "@/components/shared/status-badge";
import { Time } from "@/components/shared/time";
import { useDebounced } from "@/components/shared/use-debounced";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import { Input } from "@/components/ui/input";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import type { TaskRun } from "@/server/services/tasks/history";

export interface HistoryDrawerProps {
  open: boolean;
  /** Title of the step that the new ones come after; null: they become the first. */
  after: string | null;
  onClose(): void;
  /** It is gone, and the focus may go elsewhere. */
  onClosed(): void;
  onAdd(runs: readonly TaskRun[]): void;
}

const PAGE = 20;

/** Steps that have run before, to be taken into the chain in the order in which they are picked. */
export function HistoryDrawer({ open, after, onClose, onClosed, onAdd }: HistoryDrawerProps) {
  return (
    <Sheet open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <SheetContent
        title="Add from task history"
        side="right"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onClosed();
        }}
        className="w-[520px] bg-popover max-md:w-full max-md:max-w-none"
      >
        {open ? <Content after={after} onClose={onClose} onAdd={onAdd} /> : null}
      </SheetContent>
    </Sheet>
  );
}

function Content({ after, onClose, onAdd }: Omit<HistoryDrawerProps, "open" | "onClosed">) {
  const trpc = useTRPC();
  const [search, setSearch] = useState("");
  const [succeeded, setSucceeded] = useState(true);
  const [picked, setPicked] = useState<readonly TaskRun[]>([]);
  const wanted = useDebounced(search.trim(), 200);
  const found = useInfiniteQuery(
    trpc.tasks.history.infiniteQueryOptions(
      { search: wanted || undefined, status: succeeded ? ["succeeded"] : undefined, limit: PAGE },
      { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const runs = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = found.data?.pages[0]?.total ?? 0;
  const toggle = (run: TaskRun) =>
    setPicked((now) => (now.some(({ id }) => id === run.id) ? now.filter(({ id }) => id !== run.id) : [...now, run]));
  return (
    <>
      <div className="flex flex-none items-start gap-3 px-5 pt-3.5 pb-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-16 font-semibold">Add from task history</h2>
          <p className="text-12 text-muted-foreground">
            {after === null ? "Inserted at the start" : "Inserted after "}
            {after === null ? null : <b className="font-medium text-foreground-2">{after}</b>}, in the order you pick
          </p>
        </div>
        <Button variant="ghost" size="icon-sm" aria-label="Close" onClick={onClose}>
          <X />
        </Button>
      </div>
      <div className="flex flex-none gap-2 border-b px-5 pb-3">
        <span className="relative min-w-0 flex-1">
          <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-foreground-2" aria-hidden />
          <Input
            type="search"
            aria-label="Search tasks by text or result"
            placeholder="Search tasks by text or result"
            className="pl-8"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </span>
        <Button aria-pressed={succeeded} onClick={() => setSucceeded(!succeeded)}>
          <ListFilter /> {succeeded ? "Succeeded" : "Any end"}
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {found.error ? <QueryProblem error={found.error} what="the history" onRetry={() => found.refetch()} /> : null}
        {found.isPending ? (
          <div className="flex flex-col gap-3 p-5" aria-busy="true">
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
          </div>
        ) : null}
        {found.data && runs.length === 0 ? (
          <Empty title={wanted || succeeded ? "No task fits" : "Nothing has run yet"}>
            {wanted || succeeded
              ? "The search or the filter hides what there may be."
              : "Run a task or a chain: each of its steps appears here."}
          </Empty>
        ) : null}
        <ul aria-label="Tasks">
          {runs.map((run) => (
            <Row
              key={run.id}
              run={run}
              place={picked.findIndex(({ id }) => id === run.id) + 1}
              onToggle={() => toggle(run)}
            />
          ))}
        </ul>
        {runs.length > 0 ? (
          <div className="flex items-center px-5 py-3 text-12 text-muted-foreground">
            {runs.length} of {total}
            {found.hasNextPage ? (
              <Button
                size="sm"
                className="ml-auto"
                busy={found.isFetchingNextPage}
                onClick={() => void found.fetchNextPage()}
              >
                Load more
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
      <div className="flex flex-none items-center gap-2 border-t px-5 py-3">
        <span role="status" className="mr-auto text-13">
          {plural(picked.length, "task")} picked
        </span>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={picked.length === 0} onClick={() => onAdd(picked)}>
          Add {picked.length === 0 ? "steps" : plural(picked.length, "step")}
        </Button>
      </div>
    </>
  );
}

function Row({ run, place, onToggle }: { run: TaskRun; place: number; onToggle(): void }) {
  const id = useId();
  return (
    <li
      className={cn(
        "relative grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-3 border-b px-5 py-2.5 hover:bg-muted max-md:px-3",
        place > 0 && "bg-muted",
      )}
    >
      <Checkbox id={id} className="relative z-1 mt-0.5" checked={place > 0} onCheckedChange={onToggle} />
      <div className="min-w-0">
        <label htmlFor={id} className="block truncate text-13 font-medium after:absolute after:inset-0">
          {run.question || run.name}
        </label>
        <p className="flex items-center gap-1.5 text-12 text-muted-foreground">
          <StatusIcon status={run.status} className="size-3.5 flex-none" />
          <span className="min-w-0 truncate">
            <span className="font-mono text-foreground-2">
              {run.tool}.{run.operation}
            </span>
            {run.summary ? ` · ${run.summary}` : ""}
          </span>
        </p>
        {run.tool === "browser" || run.templates > 0 ? (
          <p className="mt-1 flex flex-wrap gap-1.5">
            {run.tool === "browser" ? <Tag>browser session: continues here</Tag> : null}
            {run.templates > 0 ? <Tag>{plural(run.templates, "template")} to map</Tag> : null}
          </p>
        ) : null}
      </div>
      <div className="flex flex-col items-end gap-1 text-12 text-muted-foreground">
        <Time at={run.at} />
        {place > 0 ? (
          <span className="grid h-[18px] min-w-[18px] place-items-center rounded-sm bg-primary px-1 text-11 text-primary-foreground">
            {place}
          </span>
        ) : null}
      </div>
    </li>
  );
}
