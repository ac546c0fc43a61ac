"use client";

import { useEffect, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { useTRPCClient } from "@/components/trpc/client";
import type { EditingView } from "@/server/services/chain-editors";

const TELL_EVERY_MS = 10_000;
const TELL_SOON_MS = 400;

/** Tells that this page has the chain open and at which step, and hears who else has. Null: not heard yet. */
export function usePresence(chainId: string, stepId: string | null): EditingView | null {
  const client = useTRPCClient();
  const [editor] = useState(() => uuidv7());
  const [view, setView] = useState<EditingView | null>(null);
  useEffect(() => {
    let gone = false;
    const tell = async () => {
      if (document.visibilityState === "hidden") return;
      const heard = await client.chainEditors.seen.mutate({ id: chainId, editor, stepId }).catch(() => null);
      if (heard && !gone) setView(heard);
    };
    // Whoever walks through the steps is told of once.
    const soon = setTimeout(tell, TELL_SOON_MS);
    const timer = setInterval(tell, TELL_EVERY_MS);
    document.addEventListener("visibilitychange", tell);
    return () => {
      gone = true;
      clearTimeout(soon);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tell);
    };
  }, [client, chainId, editor, stepId]);
  useEffect(() => {
    // A page that ends takes its requests with it, but for those that are to outlive it. One that just breaks off is forgotten by
    // the server after half a minute.
    const leave = () =>
      void fetch("/api/trpc/chainEditors.left", {
        ...{ method: "POST", keepalive: true, headers: { "content-type": "application/json" } },
        body: JSON.stringify({ json: { id: chainId, editor } }),
      }).catch(() => null);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [chainId, editor]);
  return view;
}
