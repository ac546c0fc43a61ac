"use client";

import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useNow } from "@/components/shared/clock";
import { DELIVERY_STATES, HOOK_MOMENTS, HOOK_TYPES } from "@/server/core/hooks/words";

const GRAIN_MS = 60_000;
export const SPANS = [
  { hours: 1, name: "last hour" },
  { hours: 24, name: "last 24 hours" },
  { hours: 168, name: "last 7 days" },
] as const;

/** What the list shows; it stands in the URL, and so does the delivery that is open. */
export function useDeliveryFilters() {
  const [filters, setFilters] = useQueryStates({
    search: parseAsString.withDefault(""),
    state: parseAsArrayOf(parseAsStringLiteral(DELIVERY_STATES)).withDefault([]),
    moment: parseAsStringLiteral(HOOK_MOMENTS),
    type: parseAsStringLiteral(HOOK_TYPES),
    chain: parseAsString,
    execution: parseAsString,
    host: parseAsString,
    hours: parseAsInteger,
    open: parseAsString,
  });
  const { search, state, moment, type, chain, execution, host, hours } = filters;
  const now = Math.ceil((useNow("slow") || Date.now()) / GRAIN_MS) * GRAIN_MS;
  const given = {
    ...{ search: search || undefined, state: state.length > 0 ? state : undefined, moment: moment ?? undefined },
    ...{ type: type ?? undefined, chainId: chain ?? undefined, executionId: execution ?? undefined },
    ...{ host: host ?? undefined, since: hours === null ? undefined : now - hours * 3_600_000 },
  };
  const isNarrow = Boolean(search || state.length || moment || type || chain || execution || host || hours !== null);
  return {
    filters,
    given,
    isNarrow,
    now,
    set: (change: Partial<typeof filters>) => void setFilters(change),
    clear: () =>
      void setFilters({
        ...{ search: "", state: [], moment: null, type: null, chain: null, execution: null, host: null, hours: null },
      }),
  };
}

export type DeliveryFilters = ReturnType<typeof useDeliveryFilters>;
