import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";

/** What follows when shares have changed: whatever shows roles is read again. */
export function useShareChange(said?: string, then?: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return {
    onSuccess: async () => {
      if (said) toast.success(said);
      then?.();
      await Promise.all(
        [trpc.sharing, trpc.chains, trpc.tasks, trpc.executions].map((router) =>
          queryClient.invalidateQueries(router.pathFilter()),
        ),
      );
    },
    onError: (error: unknown) => void toast.error("Nothing was changed.", { description: errorMessage(error) }),
  };
}
