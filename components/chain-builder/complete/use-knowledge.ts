"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formatSchema } from "@/components/step-form/schema/step-schema";
import { useTRPC } from "@/components/trpc/client";
import type { EditorKnowledge, OperationHelp } from "./knowledge";

/** The same knowledge that the builder's pages bring with them, for a builder that opens over another page. */
export function useKnowledge() {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.tools.list.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const knowledge = useMemo(
    (): EditorKnowledge | null =>
      data ? { definitionSchema: formatSchema, operations: data.items as unknown as OperationHelp[] } : null,
    [data],
  );
  return { data: knowledge, error, retry: () => void refetch() };
}
