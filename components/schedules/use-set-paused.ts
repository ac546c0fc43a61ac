"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";

/** Pauses and resumes the schedule of a chain, says so, and offers the way back. */
export function useSetPaused({ chainId, chainName }: { chainId: string; chainName: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = {
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.schedules.pathFilter()),
        queryClient.invalidateQueries(trpc.chains.pathFilter()),
      ]),
    onError: (error: unknown) => void toast.error(errorMessage(error)),
  };
  const pause = useMutation(trpc.schedules.pause.mutationOptions(options));
  const resume = useMutation(trpc.schedules.resume.mutationOptions(options));
  const change = (paused: boolean, onDone?: () => void) =>
    (paused ? pause : resume).mutate({ chainId }, { onSuccess: onDone });
  return {
    busy: pause.isPending || resume.isPending,
    set(paused: boolean) {
      change(paused, () =>
        toast.success(`The schedule of ${chainName} is ${paused ? "paused" : "on"}.`, {
          action: { label: "Undo", onClick: () => change(!paused) },
        }),
      );
    },
  };
}
