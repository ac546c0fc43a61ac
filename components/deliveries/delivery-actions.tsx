"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowUpRight, Ban, Send } from "lucide-react";
import Link from "next/link";
import { toast } from "sonner";
import { curlText } from "@/components/hooks/request-text";
import { CopyButton } from "@/components/shared/copy-button";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import type { DeliveryView } from "@/server/services/hooks/hooks";
import { useRedeliver } from "./use-redeliver";

/** What can be done about a delivery; what somebody may not do stays, with the reason. */
export function DeliveryActions({ delivery: one }: { delivery: DeliveryView }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const redeliver = useRedeliver();
  const giveUp = useMutation(
    trpc.hooks.giveUp.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries(trpc.hooks.pathFilter()),
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  const canRedeliver = one.type === "webhook" || one.type === "metric" || one.type === "dispatch_task";
  const why = one.whyNot ?? (one.state === "sending" ? "It is being sent right now." : null);
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {canRedeliver ? (
          <Button
            variant="primary"
            size="sm"
            disabled={why !== null}
            title={why ?? undefined}
            busy={redeliver.isPending}
            onClick={() => redeliver.mutate({ ids: [one.id] })}
          >
            <Send /> Redeliver now
          </Button>
        ) : null}
        {one.state === "waiting" ? (
          <Button
            size="sm"
            disabled={one.whyNot !== null}
            title={one.whyNot ?? undefined}
            busy={giveUp.isPending}
            onClick={() => giveUp.mutate({ ids: [one.id] })}
          >
            <Ban /> Give up
          </Button>
        ) : null}
        {one.type === "webhook" && one.request ? (
          <CopyButton value={curlText(one.request)} label="Copy as curl" variant="default" size="icon-sm" />
        ) : null}
        <Button asChild size="sm">
          <Link href={`/executions/${one.executionId}${one.stepId ? `?step=${encodeURIComponent(one.stepId)}` : ""}`}>
            <ArrowUpRight /> Open the execution
          </Link>
        </Button>
      </div>
      {one.whyNot && canRedeliver ? <p className="text-12 text-muted-foreground">{one.whyNot}</p> : null}
    </>
  );
}
