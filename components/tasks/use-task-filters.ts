"use client";

import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { WHOSE } from "@/components/shared/whose-choice";
import { STEP_STATUSES } from "@/server/core/execution/states";

/** Spans of time that the list can be narrowed to, in days. */
export const SPANS = [
  { days: 1, name: "last day" },
  { days: 7, name: "last 7 days" },
  { days: 30, name: "last 30 days" },
] as const;

/** What the task list shows; it stands in the URL. */
export function useTaskFilters() {
  const [filters, setFilters] = useQueryStates({
    view: parseAsStringLiteral(["history", "saved"]).withDefault("history"),
    search: parseAsString.withDefault(""),
    status: parseAsArrayOf(parseAsStringLiteral(STEP_STATUSES)).withDefault([]),
    tool: parseAsString,
    chain: parseAsString,
    days: parseAsInteger,
    whose: parseAsStringLiteral(WHOSE),
    sort: parseAsStringLiteral(["newest", "oldest"]).withDefault("newest"),
  });
  const { search, status, tool, chain, days, whose } = filters;
  const filtered = Boolean(search || status.length > 0 || tool || chain || days || whose);
  const clear = () => void setFilters({ search: "", status: [], tool: null, chain: null, days: null, whose: null });
  return { filters, filtered, clear, set: (change: Partial<typeof filters>) => void setFilters(change) };
}

export type TaskFilters = ReturnType<typeof useTaskFilters>;
