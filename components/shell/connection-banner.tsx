"use client";

import { WifiOff } from "lucide-react";
import { useLiveStatus } from "@/components/live/provider";

/** Only when the stream is really lost; it comes back by itself, and nothing is missed. */
export function ConnectionBanner() {
  if (useLiveStatus() !== "lost") return null;
  return (
    <div
      role="status"
      className="flex items-center gap-2.5 border-b border-waiting-line bg-waiting-soft px-6 py-2 text-13 max-md:px-3"
    >
      <WifiOff className="size-4 text-waiting" aria-hidden />
      No live updates: the server does not answer. This page tries again by itself and then shows what it missed.
    </div>
  );
}
