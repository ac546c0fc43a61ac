"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import type { Check } from "./use-check";

/** Saving by key: what was typed a moment ago is checked first, so that the newest text is judged and not the one before. */
export function useSave(check: Check, onSave: (check: Check) => void): () => void {
  const [wanted, setWanted] = useState(false);
  const latest = useRef(onSave);
  latest.current = onSave;
  useEffect(() => {
    if (!wanted || (!check.current && !check.unreachable)) return;
    setWanted(false);
    if (check.current) latest.current(check);
    else toast.error("The server does not answer; nothing was published.");
  }, [wanted, check]);
  return useCallback(() => setWanted(true), []);
}
