"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { JsonObject } from "@/server/core/json";
import type { ExecutionView } from "@/server/services/execution-view";

/** The execution whose values the builder shows, evaluates with and takes over into tests. */
export interface DataExecution {
  execution: { id: string; createdAt: number } | null;
  /** The same with its steps, when a link named it; null: it is simply the newest. */
  named: ExecutionView | null;
  params: JsonObject;
  /** Goes back to the newest one. */
  forget(): void;
}

/** The execution that the address names (`?execution=`), if it is one of the chain; else the chain's newest. */
export function useDataExecution(chainId: string | null): DataExecution {
  const trpc = useTRPC();
  const [asked, setAsked] = useState(() =>
    typeof location === "undefined" || chainId === null ? null : new URLSearchParams(location.search).get("execution"),
  );
  const newest = useQuery({
    ...trpc.executions.list.queryOptions({ chainId: chainId ?? undefined, limit: 1 }),
    enabled: chainId !== null,
  });
  const wanted = asked ?? newest.data?.items[0]?.id ?? null;
  const view = useQuery({
    ...trpc.executions.get.queryOptions({ id: wanted ?? "" }),
    enabled: wanted !== null,
    retry: false,
  });
  const known = view.data?.chainId === chainId ? view.data : null;
  return {
    execution: known ? { id: known.id, createdAt: known.createdAt } : null,
    named: asked !== null && known ? known : null,
    params: known?.params ?? {},
    forget() {
      setAsked(null);
      const url = new URL(location.href);
      url.searchParams.delete("execution");
      history.replaceState(history.state, "", url);
    },
  };
}
