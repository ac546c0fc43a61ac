"use client";

import { useId } from "react";
import { cn } from "@/components/ui/cn";
import type { HandBack } from "@/server/core/browser/hands";
import type { BrowserView } from "@/server/services/browser-views";
import { handBackChoices } from "./hand-back-choices";

/** What becomes of the step when the browser is handed back. */
export function HandBackChoice({
  browser,
  chosen,
  onChoose,
}: {
  browser: BrowserView;
  chosen: HandBack;
  onChoose(next: HandBack): void;
}) {
  const name = useId();
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex flex-col gap-2" disabled={!browser.paused}>
        <legend className="pb-2 text-13 font-medium">When you hand back</legend>
        {handBackChoices(browser).map(({ value, title, hint }) => (
          <label
            key={value}
            className={cn(
              "grid cursor-pointer grid-cols-[16px_minmax(0,1fr)] gap-x-2 rounded-lg border border-border-strong bg-card px-3 py-2 text-13",
              chosen === value && "border-foreground outline-1 outline-foreground",
            )}
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={chosen === value}
              onChange={() => onChoose(value)}
              className="mt-0.5 size-4 accent-foreground"
            />
            <span>{title}</span>
            {hint ? <span className="col-start-2 text-12 break-words text-muted-foreground">{hint}</span> : null}
          </label>
        ))}
      </fieldset>
      <p className="text-12 text-muted-foreground">
        What you type is not recorded, only how much. Clicks and addresses are in the logs of the step.
      </p>
    </div>
  );
}
