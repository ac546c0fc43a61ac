"use client";

import { useSyncExternalStore } from "react";

/**
 * One ticking clock for the page. Components that show a running time subscribe with the step they need, so ten running
 * rows cost one timer. Nothing ticks while nobody looks.
 */
function createTicker(everyMs: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let now = 0;
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (!timer) {
        now = Date.now();
        timer = setInterval(() => {
          if (document.hidden) return;
          now = Date.now();
          for (const notify of listeners) notify();
        }, everyMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || !timer) return;
        clearInterval(timer);
        timer = null;
      };
    },
    read: () => now,
  };
}

const fast = createTicker(100);
const slow = createTicker(1000);
const idle = () => () => {};

/** Epoch ms, renewed at the chosen pace; `still` keeps the last value. 0 before the page is alive. */
export function useNow(pace: "fast" | "slow" | "still" = "slow"): number {
  const ticker = pace === "fast" ? fast : slow;
  return useSyncExternalStore(pace === "still" ? idle : ticker.subscribe, ticker.read, () => 0);
}
