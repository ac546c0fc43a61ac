"use client";

import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { useMemo } from "react";
import { useNow } from "@/components/shared/clock";
import { WHOSE } from "@/components/shared/whose-choice";
import { EXECUTION_STATUSES } from "@/server/core/execution/states";

/** What started an execution, in the words of the list. */
export const ORIGINS = ["manual", "schedule", "api", "task", "sub_chain", "hook", "agent"] as const;

const HOUR_MS = 3_600_000;
export const SPANS = [
  { hours: 1, name: "last hour" },
  { hours: 24, name: "last 24 hours" },
  { hours: 168, name: "last 7 days" },
  { hours: 720, name: "last 30 days" },
] as const;
const USUAL_HOURS = 24;
/** Bounds move with the clock, but not with every second. */
const GRAIN_MS = 60_000;

/** What a list of executions shows; it stands in the URL. `chainId`: the list of one chain. */
export function useExecutionFilters(chainId?: string) {
  const [filters, setFilters] = useQueryStates({
    search: parseAsString.withDefault(""),
    status: parseAsArrayOf(parseAsStringLiteral(EXECUTION_STATUSES)).withDefault([]),
    origin: parseAsArrayOf(parseAsStringLiteral(ORIGINS)).withDefault([]),
    chain: parseAsString,
    tag: parseAsString,
    hours: parseAsInteger,
    /** Of a stretch chosen in the chart, epoch milliseconds. */
    since: parseAsInteger,
    until: parseAsInteger,
    tests: parseAsBoolean.withDefault(false),
    whose: parseAsStringLiteral(WHOSE),
  });
  const { search, status, origin, chain, tag, hours, since, until, tests, whose } = filters;
  const now = Math.ceil((useNow("slow") || Date.now()) / GRAIN_MS) * GRAIN_MS;
  const stretch = since !== null && until !== null ? { since, until } : null;
  const from = stretch ? stretch.since : hours === null ? undefined : now - hours * HOUR_MS;
  const wanted = useMemo(
    () => ({
      ...{ chainId: chainId ?? chain ?? undefined, search: search || undefined, tag: tag ?? undefined, tests },
      whose: whose ?? undefined,
      ...{ status: status.length > 0 ? status : undefined, origin: origin.length > 0 ? origin : undefined },
    }),
    [chainId, chain, search, tag, tests, status, origin, whose],
  );
  const narrowed = Boolean(search || status.length || origin.length || chain || tag || tests || whose);
  return {
    filters,
    set: (change: Partial<typeof filters>) => void setFilters(change),
    clear: () =>
      void setFilters({
        ...{ search: "", status: [], origin: [], chain: null, tag: null },
        ...{ hours: null, since: null, until: null, tests: false, whose: null },
      }),
    filtered: narrowed || hours !== null || stretch !== null,
    /** For the list. */
    wanted: { ...wanted, since: from, until: stretch?.until },
    /** For the chart: it keeps its span when a stretch of it is chosen. */
    charted: { ...wanted, since: now - (hours ?? USUAL_HOURS) * HOUR_MS, until: now },
    stretch,
    spanName: SPANS.find((span) => span.hours === (hours ?? USUAL_HOURS))?.name ?? `last ${hours} hours`,
  };
}

export type ExecutionFilters = ReturnType<typeof useExecutionFilters>;
