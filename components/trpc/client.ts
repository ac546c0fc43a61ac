import { type CreateTRPCClientOptions, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import superjson from "superjson";
import type { AppRouter } from "@/server/api/root";

/** `useTRPC()` gives typed query and mutation options, `useTRPCClient()` the plain client. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const API_PATH = "/api/trpc";

/** Queries and mutations in batches, the live stream as server-sent events. Same origin, cookie session. */
export function clientOptions(origin: string): CreateTRPCClientOptions<AppRouter> {
  const url = `${origin}${API_PATH}`;
  return {
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url, transformer: superjson }),
        false: httpBatchLink({ url, transformer: superjson, maxURLLength: 4000 }),
      }),
    ],
  };
}
