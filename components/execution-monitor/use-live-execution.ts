"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useExecutionEvents } from "@/components/live/provider";
import { useTRPC } from "@/components/trpc/client";
import type { RecordedEvent } from "@/server/core/execution/event";
import { isExecutionEnded } from "@/server/core/execution/states";
import { applyEvent, leavesGap } from "./apply-event";

/** Several events of one step often arrive together; its detail is read once for all of them. */
const DETAIL_PAUSE_MS = 250;
/** At most so long an event waits in a tab that is not drawn. */
const HIDDEN_PAUSE_MS = 250;

/**
 * The execution as it is now: read once, then moved on by its events. The cache holds the current view, so leaving and
 * coming back shows no old state. Details of steps and the context are read again when events touch them.
 */
export function useLiveExecution(id: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery({
    ...trpc.executions.get.queryOptions({ id }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const view = query.data;
  const refreshSoon = useDetailRefresh(id);

  // The point to follow from is fixed when the view is first there; later events move the view, not this.
  const [from, setFrom] = useState<{ id: string; afterSeq: number } | null>(null);
  const ended = view ? isExecutionEnded(view.status) : false;
  const seq = view?.seq;
  useEffect(() => {
    if (seq === undefined || ended) setFrom(null);
    else setFrom((known) => (known?.id === id ? known : { id, afterSeq: seq }));
  }, [id, seq, ended]);

  const onEvents = useCallback(
    (events: readonly RecordedEvent[]) => {
      const key = trpc.executions.get.queryKey({ id });
      const current = queryClient.getQueryData(key);
      const [first] = events;
      if (current && first && leavesGap(current, first)) void queryClient.invalidateQueries({ queryKey: key });
      queryClient.setQueryData(key, (known) => (known ? events.reduce(applyEvent, known) : known));
      for (const event of events) refreshSoon(event);
    },
    [id, trpc, queryClient, refreshSoon],
  );
  useExecutionEvents(from, useOncePerFrame(onEvents));
  return query;
}

/** Collects what arrives and hands it on with the next picture; a tab that nobody sees draws none, so a timer goes first. */
function useOncePerFrame<Item>(handle: (items: readonly Item[]) => void): (item: Item) => void {
  const waiting = useRef<Item[]>([]);
  const planned = useRef<(() => void) | null>(null);
  useEffect(() => () => planned.current?.(), []);
  return useCallback(
    (item) => {
      waiting.current.push(item);
      if (planned.current) return;
      const run = () => {
        planned.current?.();
        planned.current = null;
        handle(waiting.current.splice(0));
      };
      const frame = requestAnimationFrame(run);
      const timer = setTimeout(run, HIDDEN_PAUSE_MS);
      planned.current = () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
    },
    [handle],
  );
}

function useDetailRefresh(id: string): (event: RecordedEvent) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const touched = useRef({ steps: new Set<string>(), context: false });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return useCallback(
    (event) => {
      if (event.stepId) touched.current.steps.add(event.stepId);
      if (event.kind.startsWith("step.") || event.kind.startsWith("execution.")) touched.current.context = true;
      timer.current ??= setTimeout(() => {
        timer.current = null;
        const { steps, context } = touched.current;
        touched.current = { steps: new Set(), context: false };
        for (const stepId of steps) {
          void queryClient.invalidateQueries({ queryKey: trpc.executions.step.queryKey({ id, stepId }) });
          void queryClient.invalidateQueries({ queryKey: trpc.executions.items.infiniteQueryKey({ id, stepId }) });
        }
        if (context) void queryClient.invalidateQueries({ queryKey: trpc.executions.context.queryKey({ id }) });
      }, DETAIL_PAUSE_MS);
    },
    [id, trpc, queryClient],
  );
}
