"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { FilterChip } from "@/components/shared/filter-chip";
import { shortId } from "@/components/shared/format";
import { SearchField } from "@/components/shared/search-field";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { DELIVERY_STATES, HOOK_MOMENTS, HOOK_TYPES } from "@/server/core/hooks/words";
import { DELIVERY_LOOKS } from "./delivery-state";
import { type DeliveryFilters, SPANS } from "./use-delivery-filters";

/** Search and filters; each that is on says its value and how to take it off. */
export function DeliveryFilterBar({ filters: all, hosts }: { filters: DeliveryFilters; hosts: readonly string[] }) {
  const { filters, set } = all;
  const trpc = useTRPC();
  const chains = useQuery(trpc.chains.list.queryOptions({ limit: 100 }));
  const chainNames = new Map(chains.data?.items.map(({ id, name }) => [id, name] as const) ?? []);
  const states = filters.state.map((state) => DELIVERY_LOOKS[state].word.toLowerCase()).join(", ");
  const span = SPANS.find(({ hours }) => hours === filters.hours)?.name ?? `last ${filters.hours} hours`;
  return (
    <div className="no-scrollbar flex items-center gap-2 py-0.5 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 md:flex-wrap">
      <SearchField
        label="Search deliveries"
        placeholder="Id, host or value"
        value={filters.search}
        onChange={(search) => set({ search })}
      />
      <One name="Status" value={states || null} onClear={() => set({ state: [] })}>
        {DELIVERY_STATES.map((state) => ({ name: DELIVERY_LOOKS[state].word, pick: () => set({ state: [state] }) }))}
      </One>
      <One name="Moment" value={filters.moment} onClear={() => set({ moment: null })}>
        {HOOK_MOMENTS.map((moment) => ({ name: moment, pick: () => set({ moment }) }))}
      </One>
      <One name="Type" value={filters.type} onClear={() => set({ type: null })}>
        {HOOK_TYPES.map((type) => ({ name: type, pick: () => set({ type }) }))}
      </One>
      <One name="When" value={filters.hours === null ? null : span} onClear={() => set({ hours: null })}>
        {SPANS.map(({ hours, name }) => ({ name, pick: () => set({ hours }) }))}
      </One>
      <One name="Host" value={filters.host} onClear={() => set({ host: null })}>
        {hosts.map((host) => ({ name: host, pick: () => set({ host }) }))}
      </One>
      <One
        name="Chain"
        value={filters.chain === null ? null : (chainNames.get(filters.chain) ?? "one that is gone")}
        onClear={() => set({ chain: null })}
      >
        {[...chainNames].map(([id, name]) => ({ name, pick: () => set({ chain: id }) }))}
      </One>
      {filters.execution === null ? null : (
        <FilterChip name="Execution" value={shortId(filters.execution)} onClear={() => set({ execution: null })} />
      )}
    </div>
  );
}

interface OneProps {
  name: string;
  value: string | null;
  onClear: () => void;
  children: readonly { name: string; pick: () => void }[];
}

function One({ name, value, onClear, children: choices }: OneProps) {
  if (value !== null) return <FilterChip name={name} value={value} onClear={onClear} />;
  if (choices.length === 0) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="dashed" size="sm" aria-label={`Filter by ${name.toLowerCase()}`}>
          <Plus /> {name}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {choices.map((choice) => (
          <DropdownMenuCheckboxItem key={choice.name} checked={false} onCheckedChange={choice.pick}>
            {choice.name}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
