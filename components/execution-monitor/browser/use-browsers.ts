"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { useBrowserViews } from "@/components/live/provider";
import { useTRPC } from "@/components/trpc/client";
import type { BrowserView } from "@/server/services/browser-views";

const ASK_MS = 3_000;
const NONE: BrowserView[] = [];

/**
 * The open browsers of a running execution. Only looking at their pages makes them take pictures, so this asks from time to time which
 * there are, and hears every change while somebody has one in hand or `useLook` is at work.
 */
export function useBrowsers(executionId: string, running: boolean): BrowserView[] {
  const trpc = useTRPC();
  const inView = usePageInView();
  const asks = running && inView;
  const query = useQuery({
    ...trpc.browser.list.queryOptions({ id: executionId }),
    enabled: asks,
    refetchInterval: ASK_MS,
  });
  const browsers = query.data?.items ?? NONE;
  useViews(asks && browsers.some(({ hold }) => hold !== null) ? executionId : null);
  return running ? browsers : NONE;
}

/** Looks at the open browsers of an execution, as long as the page is in view: they take pictures meanwhile. */
export function useLook(executionId: string, running: boolean): void {
  const inView = usePageInView();
  useViews(running && inView ? executionId : null);
}

function useViews(executionId: string | null): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onViews = useCallback(
    (items: BrowserView[]) => {
      if (executionId !== null) queryClient.setQueryData(trpc.browser.list.queryKey({ id: executionId }), { items });
    },
    [queryClient, trpc, executionId],
  );
  useBrowserViews(executionId, onViews);
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
