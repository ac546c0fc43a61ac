"use client";

import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import Link from "next/link";
import { plural } from "@/components/shared/format";
import { useTRPC } from "@/components/trpc/client";
import type { ExecutionView } from "@/server/services/execution-view";

/** What lifecycle hooks told of the execution, and which hook started it. */
export function MonitorDeliveries({ view: { id, origin, status } }: { view: ExecutionView }) {
  const trpc = useTRPC();
  const isOpen = status === "running" || status === "queued";
  const told = useQuery({
    ...trpc.hooks.list.queryOptions({ executionId: id, limit: 1 }),
    refetchInterval: isOpen ? 5_000 : false,
  });
  const count = told.data?.total ?? 0;
  return (
    <>
      {origin === "hook" ? (
        <span>
          <Send aria-hidden />
          <Link href={`/deliveries?search=${id}`} className="link">
            Started by a hook
          </Link>
        </span>
      ) : null}
      {count > 0 ? (
        <span>
          <Send aria-hidden />
          <Link href={`/deliveries?execution=${id}`} className="link">
            {plural(count, "delivery", "deliveries")} of hooks
          </Link>
        </span>
      ) : null}
    </>
  );
}
