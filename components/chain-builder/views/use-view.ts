"use client";

import { useCallback, useState } from "react";
import { VIEWS, type View } from "./view-bar";

/** The view that is seen. On a page it stands in the address, so that a link leads to it and Back returns from elsewhere. */
export function useView(inAddress: boolean): [View, (view: View) => void] {
  const [view, setView] = useState<View>(() => {
    if (!inAddress || typeof location === "undefined") return "sequence";
    const asked = new URLSearchParams(location.search).get("view");
    return VIEWS.find((one) => one === asked) ?? "sequence";
  });
  const change = useCallback(
    (next: View) => {
      setView(next);
      if (!inAddress) return;
      const url = new URL(location.href);
      if (next === "sequence") url.searchParams.delete("view");
      else url.searchParams.set("view", next);
      history.replaceState(history.state, "", url);
    },
    [inAddress],
  );
  return [view, change];
}
