"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";

type ChainStatus = "active" | "paused" | "archived";
const DONE: Record<ChainStatus, string> = { active: "is active", paused: "is paused", archived: "is archived" };

/** Sets the status of a chain, says so, and offers the way back. */
export function useSetStatus(chain: { id: string; name: string; status: ChainStatus }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mutation = useMutation(
    trpc.chains.setStatus.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.chains.pathFilter()),
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  return (status: ChainStatus) => {
    const before = chain.status;
    mutation.mutate(
      { id: chain.id, status },
      {
        onSuccess: () =>
          void toast.success(`${chain.name} ${DONE[status]}.`, {
            action: { label: "Undo", onClick: () => mutation.mutate({ id: chain.id, status: before }) },
          }),
      },
    );
  };
}
