"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Download, Plus } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useMe } from "@/components/session/session";
import { FilterChip } from "@/components/shared/filter-chip";
import { SearchField } from "@/components/shared/search-field";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Empty } from "@/components/ui/empty";
import { AuditRows } from "./audit-rows";
import { AUDIT_KINDS } from "./audit-words";

/** Who did what to what, the newest first. Filters stand in the URL. */
export function AuditPage() {
  const trpc = useTRPC();
  const me = useMe();
  const [filters, setFilters] = useQueryStates({
    search: parseAsString.withDefault(""),
    action: parseAsString,
    actor: parseAsString,
  });
  const wanted = {
    search: filters.search || undefined,
    action: filters.action ?? undefined,
    actorId: filters.actor ?? undefined,
  };
  const log = useInfiniteQuery({
    ...trpc.audit.list.infiniteQueryOptions(
      { ...wanted, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
    enabled: me?.role === "admin",
  });
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  const kind = AUDIT_KINDS.find(({ value }) => value === filters.action);
  const people = useQuery({
    ...trpc.admin.users.queryOptions(),
    enabled: me?.role === "admin" && filters.actor !== null,
  });
  const actorName = people.data?.items.find(({ id }) => id === filters.actor)?.name;
  const clear = () => void setFilters({ search: "", action: null, actor: null });
  return (
    <>
      <TopBar crumbs={[{ name: "Administration", href: "/admin" }, { name: "Audit log" }]} />
      <Page>
        <PageHead
          title="Audit log"
          about="Who did what. It only grows: nobody can change or delete an entry."
          actions={<Export query={wanted} />}
        />
        {me && me.role !== "admin" ? (
          <Card>
            <Empty title="Only for administrators">Ask an administrator of this server for what you need.</Empty>
          </Card>
        ) : (
          <>
            <div className="no-scrollbar mb-3 flex items-center gap-2 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 max-md:py-1 md:flex-wrap">
              <SearchField
                label="Search the audit log"
                placeholder="Who, what, id or address"
                value={filters.search}
                onChange={(search) => void setFilters({ search })}
              />
              {filters.actor ? (
                <FilterChip
                  name="By"
                  value={actorName ?? "one person"}
                  onClear={() => void setFilters({ actor: null })}
                />
              ) : null}
              {filters.action ? (
                <FilterChip
                  name="About"
                  value={kind?.name ?? filters.action}
                  onClear={() => void setFilters({ action: null })}
                />
              ) : null}
              <DropdownMenu>
                <DropdownMenuTrigger asChild>
                  <Button variant="dashed" size="sm">
                    <Plus /> About
                  </Button>
                </DropdownMenuTrigger>
                <DropdownMenuContent>
                  {AUDIT_KINDS.map(({ value, name }) => (
                    <DropdownMenuItem key={value} onSelect={() => void setFilters({ action: value })}>
                      {name}
                    </DropdownMenuItem>
                  ))}
                </DropdownMenuContent>
              </DropdownMenu>
            </div>
            <Card className="overflow-hidden">
              {log.error ? (
                <QueryProblem error={log.error} what="the audit log" onRetry={() => log.refetch()} />
              ) : !log.data ? (
                <TableSkeleton rows={8} />
              ) : rows.length === 0 ? (
                <Empty title="Nothing matches" action={<Button onClick={clear}>Clear filters</Button>}>
                  Nothing that was recorded fits the search and the filter.
                </Empty>
              ) : (
                <AuditRows rows={rows} />
              )}
            </Card>
            {log.hasNextPage ? (
              <Button className="mt-3" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                Load more
              </Button>
            ) : null}
          </>
        )}
      </Page>
    </>
  );
}

function Export({ query }: { query: { search?: string; action?: string; actorId?: string } }) {
  const href = (format: string) => {
    const given = Object.entries({ ...query, format }).filter((entry): entry is [string, string] => Boolean(entry[1]));
    return `/api/audit?${new URLSearchParams(given)}`;
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download /> Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <a href={href("csv")}>As CSV, for a spreadsheet</a>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={href("ndjson")}>As NDJSON, for programs</a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
