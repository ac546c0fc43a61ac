"use client";

import { Hand, Undo2 } from "lucide-react";
import type { Ref } from "react";
import { useNow } from "@/components/shared/clock";
import { Button } from "@/components/ui/button";
import type { BrowserView } from "@/server/services/browser-views";

export interface HoldBannerProps {
  browser: BrowserView;
  busy: boolean;
  onExtend(): void;
  onHandBack(): void;
  /** The button that hands back. */
  ref?: Ref<HTMLButtonElement>;
}

/** Who has the browser, for how long still, and what that means for the steps. */
export function HoldBanner({ browser, busy, onExtend, onHandBack, ref }: HoldBannerProps) {
  const now = useNow();
  const { hold } = browser;
  if (!hold) return null;
  const left = Math.max(0, Math.round((hold.until - (now || Date.now())) / 1000));
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-2 rounded-lg border border-live-line bg-live-soft px-3 py-2 text-13">
      <Hand className="size-4 flex-none text-live" aria-hidden />
      <p className="min-w-48 flex-1">
        <span role="status">
          <b className="font-medium">{hold.mine ? "You have the browser." : `${hold.name} has the browser.`}</b>{" "}
          <span className="text-foreground-2">{stateWords(browser)}</span>
        </span>{" "}
        <span className="whitespace-nowrap text-foreground-2">
          Back by itself in <span className="font-mono font-medium">{clock}</span>.
        </span>
      </p>
      {hold.mine ? (
        <div className="flex flex-none gap-2 max-md:w-full max-md:*:flex-1">
          <Button size="sm" onClick={onExtend}>
            10 minutes more
          </Button>
          <Button ref={ref} size="sm" variant="primary" busy={busy || hold.handedBack} onClick={onHandBack}>
            {busy || hold.handedBack ? null : <Undo2 />} Hand back
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function stateWords({ hold, paused, stepId }: BrowserView): string {
  if (hold?.handedBack) return "It is being handed back.";
  if (paused) return hold?.mine ? "The step waits for you." : "The step waits for them.";
  return stepId === null ? "The next browser step waits." : "The step finishes its current action first.";
}
