"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "@/components/trpc/client";

/** What a text compiles to. The same text gives the same plan, so it is asked once. */
export function useCompiled(text: string, enabled: boolean) {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ["compiled", text],
    queryFn: () => client.chains.check.mutate({ text }),
    ...{ enabled, staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000 },
  });
}
