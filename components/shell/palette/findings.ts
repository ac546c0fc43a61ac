"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMe } from "@/components/session/session";
import { useDebounced } from "@/components/shared/use-debounced";
import { useTRPC } from "@/components/trpc/client";
import { fuzzyRank } from "@/server/core/search/fuzzy";
import type { Findings } from "@/server/services/search";
import { type Destination, MAIN_DESTINATIONS, OTHER_DESTINATIONS } from "../navigation";
import { ACTIONS } from "./actions";

const NOTHING: Findings = { chains: [], executions: [], tasks: [], templates: [] };
const QUIET_MS = 120;
const FRESH_MS = 10_000;

/** What a text finds. `only`: the sign in front of it kept it to one kind. */
export function useFindings(typed: string) {
  const trpc = useTRPC();
  const me = useMe();
  const { only, text } = readTyped(typed);
  const asked = useDebounced(text, QUIET_MS);
  const found = useQuery({
    ...trpc.search.all.queryOptions({ text: asked }),
    enabled: only !== "actions" && only !== "people",
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
  const people = useQuery({
    ...trpc.companions.find.queryOptions({ text: asked }),
    enabled: only === "people",
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
  const asking = only === "people" ? people : found;
  const things = only === "actions" || only === "people" || !found.data ? NOTHING : found.data;
  const pages: readonly Destination[] = [...MAIN_DESTINATIONS, ...OTHER_DESTINATIONS].filter(
    ({ adminOnly }) => !adminOnly || me?.role === "admin",
  );
  return {
    ...things,
    ...(only === "ids" ? { tasks: [], templates: [] } : {}),
    people: only === "people" ? (people.data?.items ?? []) : [],
    pages: only === "ids" || only === "people" ? [] : fuzzyRank(text, pages, ({ name }) => [name]),
    actions: only === "ids" || only === "people" ? [] : fuzzyRank(text, ACTIONS, ({ name }) => [name]),
    text,
    amongPeople: only === "people",
    /** Answers for what is typed now are under way. */
    pending: only !== "actions" && (asked !== text || asking.isFetching),
    failed: asking.isError,
  };
}

const SIGNS = { ">": "actions", "#": "ids", "@": "people" } as const;

/** `> run` looks among the actions only, `# 019a` among ids, `@ bo` among people. */
export function readTyped(typed: string): { only: "actions" | "ids" | "people" | null; text: string } {
  const match = /^\s*([>#@])(.*)$/.exec(typed);
  if (!match) return { only: null, text: typed.trim() };
  return { only: SIGNS[match[1] as keyof typeof SIGNS], text: (match[2] ?? "").trim() };
}
