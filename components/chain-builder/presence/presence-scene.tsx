"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { EditingView } from "@/server/services/chain-editors";
import { usePresence } from "./use-presence";

const Scene = createContext<EditingView | null>(null);

/** Who else has the chain open, and its newest version; null: not known. */
export const useEditing = (): EditingView | null => useContext(Scene);

export interface PresenceProviderProps {
  /** Null: the chain does not exist yet, so nobody else can have it open. */
  chainId: string | null;
  stepId: string | null;
  children: ReactNode;
}

export function PresenceProvider({ chainId, stepId, children }: PresenceProviderProps) {
  if (chainId === null) return <>{children}</>;
  return (
    <Present chainId={chainId} stepId={stepId}>
      {children}
    </Present>
  );
}

function Present({ chainId, stepId, children }: PresenceProviderProps & { chainId: string }) {
  return <Scene value={usePresence(chainId, stepId)}>{children}</Scene>;
}
