"use client";

import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { WHOSE } from "@/components/shared/whose-choice";
import { CHAIN_SORTS } from "@/server/core/search/chain-sorts";
import { SCHEDULE_FILTERS } from "@/server/core/search/schedule-filters";

export const STATUSES = ["active", "paused", "archived"] as const;

/** What the list of chains shows; it stands in the URL. All that is on holds at once. */
export function useChainFilters() {
  const [filters, setFilters] = useQueryStates({
    search: parseAsString.withDefault(""),
    status: parseAsArrayOf(parseAsStringLiteral(STATUSES)).withDefault([]),
    tag: parseAsArrayOf(parseAsString).withDefault([]),
    whose: parseAsStringLiteral(WHOSE),
    schedule: parseAsStringLiteral(SCHEDULE_FILTERS),
    /** Id of somebody: chains in common with them. */
    person: parseAsString,
    drafts: parseAsBoolean.withDefault(false),
    sort: parseAsStringLiteral(CHAIN_SORTS).withDefault("changed"),
  });
  const { search, status, tag, whose, schedule, person, drafts, sort } = filters;
  return {
    filters,
    set: (change: Partial<typeof filters>) => void setFilters(change),
    clear: () =>
      void setFilters({ search: "", status: [], tag: [], whose: null, schedule: null, person: null, drafts: false }),
    filtered: Boolean(search || status.length || tag.length || whose || schedule || person || drafts),
    wanted: {
      ...{ search: search || undefined, whose: whose ?? ("all" as const), sort },
      ...{ status: status.length > 0 ? status : undefined, tags: tag.length > 0 ? tag : undefined },
      ...{ schedule: schedule ?? undefined, personId: person ?? undefined, drafts: drafts || undefined },
    },
  };
}

export type ChainFilters = ReturnType<typeof useChainFilters>;
