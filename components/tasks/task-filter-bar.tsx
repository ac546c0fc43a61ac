"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { SaveView } from "@/components/saved-views/saved-views";
import { FilterChip } from "@/components/shared/filter-chip";
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
import { STEP_STATUSES } from "@/server/core/execution/states";
import { SPANS, type TaskFilters } from "./use-task-filters";

/** Search and filters of what ran; each that is on shows its value and how to take it off. */
export function TaskFilterBar({
  filters: { filters, filtered, clear, set },
  end,
}: {
  filters: TaskFilters;
  end: ReactNode;
}) {
  const trpc = useTRPC();
  const tools = useQuery(trpc.tools.list.queryOptions());
  const chains = useQuery(trpc.chains.list.queryOptions({ limit: 100 }));
  const names = [...new Set(tools.data?.items.map(({ tool }) => tool) ?? [])].sort();
  const chainName = chains.data?.items.find(({ id }) => id === filters.chain)?.name;
  const span = SPANS.find(({ days }) => days === filters.days);
  return (
    <div className="no-scrollbar mb-3 flex items-center gap-2 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 max-md:py-1 md:flex-wrap">
      <SearchField
        label="Search tasks"
        placeholder="Text, id or value"
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
        {STEP_STATUSES.map((status) => (
          <DropdownMenuCheckboxItem
            key={status}
            checked={filters.status.includes(status)}
            onCheckedChange={(on) =>
              set({ status: STEP_STATUSES.filter((one) => (one === status ? on : filters.status.includes(one))) })
            }
          >
            <StatusIcon status={status} />
            {STATUS_LOOKS[status].word}
          </DropdownMenuCheckboxItem>
        ))}
      </Choices>
      <OneOf name="Tool" value={filters.tool} shown={filters.tool} onChange={(tool) => set({ tool })}>
        {names.map((tool) => [tool, tool])}
      </OneOf>
      <OneOf
        name="When"
        value={filters.days === null ? null : String(filters.days)}
        shown={span?.name ?? null}
        onChange={(days) => set({ days: days === null ? null : Number(days) })}
      >
        {SPANS.map(({ days, name }) => [String(days), name])}
      </OneOf>
      <OneOf
        name="Chain"
        value={filters.chain}
        shown={filters.chain === null ? null : (chainName ?? "one that is gone")}
        onChange={(chain) => set({ chain })}
      >
        {(chains.data?.items ?? []).map(({ id, name }) => [id, name])}
      </OneOf>
      {filtered ? (
        <Button variant="ghost" size="sm" onClick={clear}>
          Clear
        </Button>
      ) : null}
      {filtered ? <SaveView page="tasks" /> : null}
      <span className="ml-auto flex-none pl-2 text-12 whitespace-nowrap text-muted-foreground max-md:hidden">
        {end}
      </span>
      <WhoseChoice of="tasks" value={filters.whose} onChange={(whose) => set({ whose })} />
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

interface OneOfProps {
  name: string;
  value: string | null;
  shown: string | null;
  onChange(value: string | null): void;
  children: readonly (readonly [value: string, name: string])[];
}

function OneOf({ name, value, shown, onChange, children }: OneOfProps) {
  if (value !== null && shown !== null) return <FilterChip name={name} value={shown} onClear={() => onChange(null)} />;
  if (children.length === 0) return null;
  return (
    <Choices name={name}>
      {children.map(([key, label]) => (
        <DropdownMenuCheckboxItem key={key} checked={false} onCheckedChange={() => onChange(key)}>
          {label}
        </DropdownMenuCheckboxItem>
      ))}
    </Choices>
  );
}
