"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { v7 as uuidv7 } from "uuid";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import type { LocalCopy } from "../draft/local-copy";
import { whyNotSave } from "../panels/builder-header";
import type { Check } from "../use-check";

export interface NewChainDraft {
  text: string;
  setText(text: string): void;
  /** Names what the steps of an execution will share. */
  sessionId: string;
  /** Whether the browser keeps the text. */
  kept: boolean;
  busy: boolean;
  /** Makes the chain with its first version; what comes then is told its id. */
  publish(check: Check, then: (chainId: string) => void): void;
}

/** A chain before it exists: its text lives in this browser until it is published. */
export function useNewChain(start: string, copy: LocalCopy): NewChainDraft {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [text, setText] = useState(start);
  const [kept, setKept] = useState(true);
  const [sessionId] = useState(() => `session-${uuidv7()}`);
  const create = useMutation(
    trpc.chains.create.mutationOptions({
      onSuccess: () => {
        copy.remove();
        void queryClient.invalidateQueries(trpc.chains.list.pathFilter());
      },
      onError: (error) => void toast.error("The chain was not published.", { description: errorMessage(error) }),
    }),
  );
  const busy = create.isPending || create.isSuccess;
  useEffect(() => {
    if (!create.isSuccess) setKept(copy.write({ text, baseVersion: 0 }));
  }, [text, copy, create.isSuccess]);
  return {
    ...{ text, setText, sessionId, kept, busy },
    publish(check, then) {
      if (whyNotSave(check) === null && !busy)
        create.mutate({ source: text, sessionId }, { onSuccess: ({ id }) => then(id) });
    },
  };
}
