"use client";

import { useCallback, useMemo, useState } from "react";

/** Rows of a list that are selected. What is no longer shown is no longer selected. */
export function useSelection<Row extends { id: string }>(rows: readonly Row[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids]);
  const select = useCallback((changed: readonly string[], on: boolean) => {
    setIds((before) => {
      const next = new Set(before);
      for (const id of changed)
        if (on) next.add(id);
        else next.delete(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  return { ids, selected, select, clear };
}
