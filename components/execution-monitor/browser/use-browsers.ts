"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { useBrowserViews } from "@/components/live/provider";
import { useTRPC } from "@/components/trpc/client";
import type { BrowserView } from "@/server/services/browser-views";

/** The open browsers of a running execution, kept up to date while the page is in view. */
export function useBrowsers(executionId: string, running: boolean): BrowserView[] {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const inView = usePageInView();
  const looks = running && inView;
  const options = trpc.browser.list.queryOptions({ id: executionId });
  const query = useQuery({ ...options, enabled: looks, staleTime: Number.POSITIVE_INFINITY });
  const { queryKey } = options;
  const onViews = useCallback(
    (items: BrowserView[]) => queryClient.setQueryData(queryKey, { items }),
    [queryClient, queryKey],
  );
  useBrowserViews(looks ? executionId : null, onViews);
  return running ? (query.data?.items ?? []) : [];
}

function usePageInView(): boolean {
  const [inView, setInView] = useState(true);
  useEffect(() => {
    const update = () => setInView(!document.hidden);
    update();
    document.addEventListener("visibilitychange", update);
    return () => document.removeEventListener("visibilitychange", update);
  }, []);
  return inView;
}
