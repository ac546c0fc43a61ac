"use client";

import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { formatClock } from "@/components/shared/format";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import type { FileView } from "@/server/services/execution-view";
import { type LogEvent, logOf } from "./log-lines";

export interface StepScreensProps {
  screens: readonly FileView[];
  /** Where the browser is or was. */
  url: string | null;
  progress: "pending" | "running" | "ended";
  logs: readonly LogEvent[];
  /** The page itself is in view: a picture is shown large only when it is chosen. */
  live: boolean;
}

const NO_PICTURES = {
  pending: "The browser opens when the step runs.",
  running: "The first one arrives with the first action.",
  ended: "This step ended before the browser showed a page.",
};

/** What the browser showed. While the step runs, the newest picture is in view unless an older one was chosen. */
export function StepScreens({ screens, url, progress, logs, live }: StepScreensProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const newest = screens.at(-1);
  const shown = screens.find(({ path }) => path === chosen) ?? (live ? undefined : newest);
  if (!newest) return live ? null : <Empty title="No pictures yet">{NO_PICTURES[progress]}</Empty>;
  return (
    <div className="flex flex-col">
      {shown ? <Picture shown={shown} url={url ?? lastGoto(logs)} /> : null}
      {screens.length > 1 || live ? (
        <Strip
          screens={screens}
          shown={shown}
          onChoose={({ path }) => setChosen(path === chosen || (!live && path === newest.path) ? null : path)}
        />
      ) : null}
    </div>
  );
}

function Picture({ shown, url }: { shown: FileView; url: string | null }) {
  return (
    <figure className="mx-4 mt-3 overflow-hidden rounded-lg border border-border-strong bg-card max-md:mx-3">
      <div className="flex h-9 items-center gap-2 border-b bg-muted pr-1.5 pl-2.5 text-12">
        <span className="min-w-0 flex-1 truncate rounded-[5px] border bg-card px-2 font-mono leading-[22px] text-foreground-2">
          {url ?? "The browser's address is recorded when the step ends"}
        </span>
        <Button asChild variant="ghost" size="icon-xs">
          <a href={shown.url} target="_blank" rel="noreferrer" aria-label="Open the picture in full size">
            <ExternalLink />
          </a>
        </Button>
      </div>
      {/* biome-ignore lint/performance/noImgElement: pictures come from the execution's own files, any size, never optimised */}
      <img
        src={shown.url}
        alt={shown.label ?? `Page of the browser at ${formatClock(shown.at)}`}
        className="block w-full bg-white [aspect-ratio:auto_16/10]"
      />
      <figcaption className="border-t px-2.5 py-1.5 text-12 text-muted-foreground">
        {shown.label ?? "Screenshot"}, {formatClock(shown.at)}
      </figcaption>
    </figure>
  );
}

function Strip({
  screens,
  shown,
  onChoose,
}: {
  screens: readonly FileView[];
  shown: FileView | undefined;
  onChoose(screen: FileView): void;
}) {
  return (
    <ul className="no-scrollbar flex gap-2 overflow-x-auto px-4 py-3 max-md:px-3" aria-label="All pictures">
      {screens.map((screen, index) => (
        <li key={screen.path} className="flex-none">
          <button
            type="button"
            aria-pressed={screen === shown}
            aria-label={`Picture ${index + 1} of ${screens.length}: ${screen.label ?? formatClock(screen.at)}`}
            title={screen.label ?? undefined}
            onClick={() => onChoose(screen)}
            className={cn(
              "block overflow-hidden rounded-md border border-border-strong",
              screen === shown && "outline-2 outline-offset-2 outline-foreground",
            )}
          >
            {/* biome-ignore lint/performance/noImgElement: as above */}
            <img src={screen.url} alt="" loading="lazy" className="h-16 w-24 bg-white object-cover object-top" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Where the browser was last sent, while its address is not recorded yet. */
function lastGoto(logs: readonly LogEvent[]): string | null {
  const message = logs.map((event) => logOf(event).message).findLast((text) => text.startsWith("goto "));
  return message?.slice("goto ".length) ?? null;
}
