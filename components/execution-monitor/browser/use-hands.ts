"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { toast } from "sonner";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import type { HandBack, PersonEvent } from "@/server/core/browser/hands";
import { withEvent } from "./surface-events";

const SEND_MS = 40;
const MAX_SENT = 50;

/** What somebody can do with an open browser. */
export interface BrowserHands {
  takeOver(): void;
  handBack(next: HandBack): void;
  /** Something done in the page: sent in order, a little later, together with what follows at once. */
  act(event: PersonEvent): void;
  busy: boolean;
}

export function useHands(executionId: string, session: string): BrowserHands {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onError = (error: unknown) => void toast.error(errorMessage(error));
  const onSuccess = () => queryClient.invalidateQueries(trpc.browser.list.queryFilter({ id: executionId }));
  const takeOver = useMutation(trpc.browser.takeOver.mutationOptions({ onError, onSuccess }));
  const handBack = useMutation(trpc.browser.handBack.mutationOptions({ onError, onSuccess }));
  const act = useSender(executionId, session);
  const place = useMemo(() => ({ id: executionId, session }), [executionId, session]);
  return {
    takeOver: () => takeOver.mutate(place),
    handBack: (next) => handBack.mutate({ ...place, next }),
    act,
    busy: takeOver.isPending || handBack.isPending,
  };
}

function useSender(id: string, session: string): (event: PersonEvent) => void {
  const client = useTRPCClient();
  const waiting = useRef<PersonEvent[]>([]);
  const sending = useRef(false);
  return useCallback(
    (event) => {
      waiting.current = withEvent(waiting.current, event);
      if (sending.current) return;
      sending.current = true;
      const send = async () => {
        while (waiting.current.length > 0) {
          await new Promise((resolve) => setTimeout(resolve, SEND_MS));
          const events = waiting.current.splice(0, MAX_SENT);
          await client.browser.input.mutate({ id, session, events });
        }
      };
      send()
        .catch((error: unknown) => {
          waiting.current = [];
          toast.error(errorMessage(error));
        })
        .finally(() => {
          sending.current = false;
        });
    },
    [client, id, session],
  );
}
