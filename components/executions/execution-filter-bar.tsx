"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { SaveView } from "@/components/saved-views/saved-views";
import { FilterChip } from "@/components/shared/filter-chip";
import { formatClock, formatMoment } from "@/components/shared/format";
import { SearchField } from "@/components/shared/search-field";
import { STATUS_LOOKS } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { WhoseChoice } from "@/components/shared/whose-choice";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { EXECUTION_STATUSES } from "@/server/core/execution/states";
import { type ExecutionFilters, ORIGINS, SPANS } from "./use-execution-filters";

/** Search and filters; each that is on shows its value and how to take it off. `ofChain`: all are of one chain. */
export function ExecutionFilterBar({ filters: all, ofChain }: { filters: ExecutionFilters; ofChain: boolean }) {
  const { filters, set, clear, filtered, stretch } = all;
  const trpc = useTRPC();
  const chains = useQuery({ ...trpc.chains.list.queryOptions({ limit: 100 }), enabled: !ofChain });
  const chainName = chains.data?.items.find(({ id }) => id === filters.chain)?.name;
  const tags = [...new Set(chains.data?.items.flatMap((chain) => chain.tags) ?? [])].sort();
  const span = SPANS.find(({ hours }) => hours === filters.hours);
  const noTime = { hours: null, since: null, until: null };
  return (
    <div className="no-scrollbar mb-3 flex items-center gap-2 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 max-md:py-1 md:flex-wrap">
      <SearchField
        label="Search executions"
        placeholder={ofChain ? "Id or any value" : "Chain, id or any value"}
        value={filters.search}
        onChange={(search) => set({ search })}
      />
      {filters.status.length > 0 ? (
        <FilterChip
          name="Status"
          value={filters.status.map((status) => STATUS_LOOKS[status].word.toLowerCase()).join(", ")}
          onClear={() => set({ status: [] })}
        />
      ) : null}
      <Choices name="Status">
        {EXECUTION_STATUSES.map((status) => (
          <DropdownMenuCheckboxItem
            key={status}
            checked={filters.status.includes(status)}
            onCheckedChange={(on) =>
              set({ status: EXECUTION_STATUSES.filter((one) => (one === status ? on : filters.status.includes(one))) })
            }
          >
            <StatusIcon status={status} />
            {STATUS_LOOKS[status].word}
          </DropdownMenuCheckboxItem>
        ))}
      </Choices>
      {stretch || filters.hours !== null ? (
        <FilterChip
          name="When"
          value={stretch ? stretchWords(stretch) : (span?.name ?? `last ${filters.hours} hours`)}
          onClear={() => set(stretch ? { since: null, until: null } : noTime)}
        />
      ) : (
        <Choices name="When">
          {SPANS.map(({ hours, name }) => (
            <DropdownMenuCheckboxItem key={hours} checked={false} onCheckedChange={() => set({ ...noTime, hours })}>
              {name}
            </DropdownMenuCheckboxItem>
          ))}
        </Choices>
      )}
      {ofChain ? null : filters.chain !== null ? (
        <FilterChip name="Chain" value={chainName ?? "one that is gone"} onClear={() => set({ chain: null })} />
      ) : (chains.data?.items.length ?? 0) > 0 ? (
        <Choices name="Chain">
          {chains.data?.items.map(({ id, name }) => (
            <DropdownMenuCheckboxItem key={id} checked={false} onCheckedChange={() => set({ chain: id })}>
              {name}
            </DropdownMenuCheckboxItem>
          ))}
        </Choices>
      ) : null}
      {filters.origin.length > 0 ? (
        <FilterChip
          name="Origin"
          value={filters.origin.map(originWord).join(", ")}
          onClear={() => set({ origin: [] })}
        />
      ) : (
        <Choices name="Origin">
          {ORIGINS.map((origin) => (
            <DropdownMenuCheckboxItem key={origin} checked={false} onCheckedChange={() => set({ origin: [origin] })}>
              {originWord(origin)}
            </DropdownMenuCheckboxItem>
          ))}
        </Choices>
      )}
      {filters.tag !== null ? (
        <FilterChip name="Tag" value={filters.tag} onClear={() => set({ tag: null })} />
      ) : tags.length > 0 ? (
        <Choices name="Tag">
          {tags.map((tag) => (
            <DropdownMenuCheckboxItem key={tag} checked={false} onCheckedChange={() => set({ tag })}>
              {tag}
            </DropdownMenuCheckboxItem>
          ))}
        </Choices>
      ) : null}
      {filters.tests ? (
        <FilterChip name="Only" value="test runs" onClear={() => set({ tests: false })} />
      ) : (
        <Button variant="dashed" size="sm" onClick={() => set({ tests: true })}>
          Test runs
        </Button>
      )}
      {filtered ? (
        <Button variant="ghost" size="sm" onClick={clear}>
          Clear
        </Button>
      ) : null}
      {!ofChain && filtered ? <SaveView page="executions" /> : null}
      {ofChain ? null : (
        <span className="ml-auto flex-none">
          <WhoseChoice of="executions" value={filters.whose} onChange={(whose) => set({ whose })} />
        </span>
      )}
    </div>
  );
}

export const originWord = (origin: string): string => origin.replace("_", "-");

/** "17:30 to 18:00", "18 Nov 17:30 to 18:00". */
function stretchWords({ since, until }: { since: number; until: number }): string {
  return `${formatMoment(since, Date.now())} to ${formatClock(until, false)}`;
}

function Choices({ name, children }: { name: string; children: ReactNode }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="dashed" size="sm">
          <Plus /> {name}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-80 overflow-y-auto">
        {children}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
