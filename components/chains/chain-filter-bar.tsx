"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowDownWideNarrow, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { SaveView } from "@/components/saved-views/saved-views";
import { FilterChip } from "@/components/shared/filter-chip";
import { SearchField } from "@/components/shared/search-field";
import { WhoseChoice } from "@/components/shared/whose-choice";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { CHAIN_SORTS, type ChainSort } from "@/server/core/search/chain-sorts";
import { SCHEDULE_FILTERS, type ScheduleFilter } from "@/server/core/search/schedule-filters";
import { type ChainFilters, STATUSES } from "./use-chain-filters";

const SORT_WORDS: Record<ChainSort, string> = {
  changed: "Last changed",
  name: "Name",
  ran: "Last run",
  next: "Next run",
};

export const SCHEDULE_WORDS: Record<ScheduleFilter, string> = {
  on: "Runs by itself",
  paused: "Its schedule is paused",
  none: "Runs only when started",
};

/** Search, filters and order of the chains; each filter that is on shows its value and how to take it off. */
export function ChainFilterBar({ filters: all }: { filters: ChainFilters }) {
  const { filters, set, clear, filtered } = all;
  const { status, tag, schedule, drafts, sort, whose } = filters;
  const trpc = useTRPC();
  const tags = useQuery(trpc.chains.tags.queryOptions());
  const companions = useQuery(trpc.companions.list.queryOptions());
  const people = companions.data?.items ?? [];
  const names = [...new Set([...tag, ...(tags.data?.items.map((entry) => entry.tag) ?? [])])];
  return (
    <div className="no-scrollbar mb-3 flex items-center gap-2 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 max-md:py-1 md:flex-wrap">
      <SearchField
        label="Search chains"
        placeholder="Name or id"
        value={filters.search}
        onChange={(search) => set({ search })}
      />
      {status.length > 0 ? (
        <FilterChip name="Status" value={status.join(", ")} onClear={() => set({ status: [] })} />
      ) : null}
      <Choices name="Status">
        {STATUSES.map((one) => (
          <DropdownMenuCheckboxItem
            key={one}
            checked={status.includes(one)}
            onCheckedChange={(on) =>
              set({ status: STATUSES.filter((each) => (each === one ? on : status.includes(each))) })
            }
          >
            {one.replace(/^./, (letter) => letter.toUpperCase())}
          </DropdownMenuCheckboxItem>
        ))}
      </Choices>
      {tag.map((one) => (
        <FilterChip key={one} name="Tag" value={one} onClear={() => set({ tag: tag.filter((each) => each !== one) })} />
      ))}
      {names.length > 0 ? (
        <Choices name="Tag">
          {names.map((one) => (
            <DropdownMenuCheckboxItem
              key={one}
              checked={tag.includes(one)}
              onCheckedChange={(on) => set({ tag: on ? [...tag, one] : tag.filter((each) => each !== one) })}
            >
              {one}
            </DropdownMenuCheckboxItem>
          ))}
        </Choices>
      ) : null}
      {schedule === null ? (
        <Choices name="Schedule">
          {SCHEDULE_FILTERS.map((one) => (
            <DropdownMenuCheckboxItem key={one} checked={false} onCheckedChange={() => set({ schedule: one })}>
              {SCHEDULE_WORDS[one]}
            </DropdownMenuCheckboxItem>
          ))}
        </Choices>
      ) : (
        <FilterChip name="Schedule" value={schedule} onClear={() => set({ schedule: null })} />
      )}
      {filters.person ? (
        <FilterChip
          name="With"
          value={people.find(({ id }) => id === filters.person)?.name ?? "somebody else"}
          onClear={() => set({ person: null })}
        />
      ) : people.length > 0 ? (
        <Choices name="With">
          {people.map(({ id, name }) => (
            <DropdownMenuCheckboxItem key={id} checked={false} onCheckedChange={() => set({ person: id })}>
              {name}
            </DropdownMenuCheckboxItem>
          ))}
        </Choices>
      ) : null}
      {drafts ? (
        <FilterChip name="Only" value="with a draft" onClear={() => set({ drafts: false })} />
      ) : (
        <Button variant="dashed" size="sm" onClick={() => set({ drafts: true })}>
          <Plus /> Draft
        </Button>
      )}
      {filtered ? (
        <Button variant="ghost" size="sm" onClick={clear}>
          Clear
        </Button>
      ) : null}
      {filtered ? <SaveView page="chains" /> : null}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="sm" className="ml-auto" aria-label={`Order: ${SORT_WORDS[sort]}`}>
            <ArrowDownWideNarrow /> {SORT_WORDS[sort]}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {CHAIN_SORTS.map((one) => (
            <DropdownMenuCheckboxItem key={one} checked={sort === one} onCheckedChange={() => set({ sort: one })}>
              {SORT_WORDS[one]}
            </DropdownMenuCheckboxItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      <WhoseChoice of="chains" value={whose} onChange={(next) => set({ whose: next })} />
    </div>
  );
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
