"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import type { DeliveriesChanged } from "@/server/services/hooks/hooks";

/** Asks for another try, and says what came of asking. */
export function useRedeliver(onDone?: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.hooks.redeliver.mutationOptions({
      onSuccess({ count, refused }: DeliveriesChanged) {
        if (count > 0) toast.success(`${plural(count, "delivery", "deliveries")} will be tried again.`);
        if (refused) toast.error(refused);
        onDone?.();
        void queryClient.invalidateQueries(trpc.hooks.pathFilter());
      },
      onError: (error: unknown) => void toast.error(errorMessage(error)),
    }),
  );
}
