"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";

/** The numbers beside the navigation, kept fresh by the live stream. */
export function useCounts(): { running: number; unread: number; waiting: number } {
  const trpc = useTRPC();
  const activity = useQuery(trpc.chains.activity.queryOptions());
  const notifications = useQuery(trpc.notifications.list.queryOptions({ limit: 1 }));
  const approvals = useQuery(trpc.approvals.list.queryOptions());
  return {
    running: activity.data?.counts.running ?? 0,
    unread: notifications.data?.unread ?? 0,
    waiting: approvals.data?.items.length ?? 0,
  };
}
