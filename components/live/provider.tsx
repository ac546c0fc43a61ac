"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import type { RecordedEvent } from "@/server/core/execution/event";
import type { BrowserView } from "@/server/services/browser-views";
import { browserPorts } from "./browser-ports";
import { createHub, type Hub } from "./hub";
import type { LiveStatus } from "./messages";

const LiveContext = createContext<Hub | null>(null);
/** Many executions may move at once; lists are read again at most this often. */
const LIST_PAUSE_MS = 800;

/** Opens the tab's live connection, and keeps lists and the unread count of the query cache up to date by it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [hub, setHub] = useState<Hub | null>(null);

  useEffect(() => {
    const opened = createHub(browserPorts(client));
    setHub(opened);
    const close = () => opened.close();
    window.addEventListener("pagehide", close);
    return () => {
      window.removeEventListener("pagehide", close);
      setHub(null);
      close();
    };
  }, [client]);

  useEffect(() => {
    if (!hub) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const refreshLists = () => {
      timer ??= setTimeout(() => {
        timer = null;
        void queryClient.invalidateQueries(trpc.chains.list.pathFilter());
        void queryClient.invalidateQueries(trpc.chains.activity.pathFilter());
        void queryClient.invalidateQueries(trpc.executions.list.pathFilter());
        void queryClient.invalidateQueries(trpc.executions.chart.pathFilter());
        void queryClient.invalidateQueries(trpc.approvals.list.pathFilter());
        void queryClient.invalidateQueries(trpc.tasks.history.pathFilter());
        void queryClient.invalidateQueries(trpc.tasks.list.pathFilter());
      }, LIST_PAUSE_MS);
    };
    const stopMessages = hub.onMessage((message) => {
      if (message.type === "chains") refreshLists();
      else {
        void queryClient.invalidateQueries(trpc.notifications.list.pathFilter());
        void queryClient.invalidateQueries(trpc.approvals.list.pathFilter());
      }
    });
    // What was said during a long break is not said again: read everything once more.
    let wasLost = false;
    const stopStatus = hub.onStatus((status) => {
      if (status === "open" && wasLost) void queryClient.invalidateQueries();
      wasLost = status === "lost" || (wasLost && status !== "open");
    });
    return () => {
      if (timer) clearTimeout(timer);
      stopMessages();
      stopStatus();
    };
  }, [hub, queryClient, trpc]);

  return <LiveContext value={hub}>{children}</LiveContext>;
}

/** State of the stream, whichever tab reads it. */
export function useLiveStatus(): LiveStatus {
  const hub = useContext(LiveContext);
  return useSyncExternalStore(
    (listener) => hub?.onStatus(listener) ?? (() => {}),
    () => hub?.status() ?? "connecting",
    () => "connecting",
  );
}

/** Hears every event of an execution after `afterSeq`, once and in order; null: nothing to follow yet. */
export function useExecutionEvents(
  execution: { id: string; afterSeq: number } | null,
  onEvent: (event: RecordedEvent) => void,
): void {
  const hub = useContext(LiveContext);
  const handler = useRef(onEvent);
  useEffect(() => {
    handler.current = onEvent;
  });
  const id = execution?.id;
  const afterSeq = execution?.afterSeq;
  useEffect(() => {
    if (!hub || id === undefined || afterSeq === undefined) return;
    return hub.follow(id, afterSeq, (event) => handler.current(event));
  }, [hub, id, afterSeq]);
}

/** Hears what the open browsers of a followed execution show; null: does not look, so that they need not take pictures. */
export function useBrowserViews(executionId: string | null, onViews: (views: BrowserView[]) => void): void {
  const hub = useContext(LiveContext);
  const handler = useRef(onViews);
  useEffect(() => {
    handler.current = onViews;
  });
  useEffect(() => {
    if (!hub || executionId === null) return;
    return hub.look(executionId, (views) => handler.current(views));
  }, [hub, executionId]);
}
