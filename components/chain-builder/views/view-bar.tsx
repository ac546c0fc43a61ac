"use client";

import { CalendarClock, Columns2, FileCode2, Rows3, Settings2, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Segmented } from "@/components/ui/segmented";

export const VIEWS = ["sequence", "graph", "yaml"] as const;
export type View = (typeof VIEWS)[number];

const OPTIONS = [
  { value: "sequence", label: <Option icon={Rows3} word="Sequence" /> },
  { value: "graph", label: <Option icon={Workflow} word="Graph" /> },
  { value: "yaml", label: <Option icon={FileCode2} word="YAML" /> },
] as const;

function Option({ icon: Icon, word }: { icon: typeof Rows3; word: string }) {
  return (
    <>
      <Icon aria-hidden /> {word}
    </>
  );
}

export interface ViewBarProps {
  view: View;
  onView(view: View): void;
  /** Text beside the steps. */
  side: boolean;
  onSide(side: boolean): void;
  settings: boolean;
  onSettings(): void;
  /** The schedule in words; null: none. */
  schedule: string | null;
  extra: ReactNode;
}

/** Which of the three views of the draft is seen, and what concerns the whole chain. */
export function ViewBar({ view, onView, side, onSide, settings, onSettings, schedule, extra }: ViewBarProps) {
  return (
    <div className="no-scrollbar flex h-11 flex-none items-center gap-2 overflow-x-auto border-b bg-card px-3">
      <Segmented label="View" value={view} onValueChange={onView} options={OPTIONS} />
      <Button
        variant="ghost"
        size="sm"
        aria-pressed={side}
        className={cn("max-md:hidden", side && "bg-pressed text-foreground")}
        onClick={() => onSide(!side)}
      >
        <Columns2 /> Side by side
      </Button>
      <span className="ml-auto flex flex-none items-center gap-1">
        <Button
          variant="ghost"
          size="sm"
          aria-pressed={settings}
          className={cn(settings && "bg-pressed text-foreground")}
          onClick={onSettings}
        >
          <Settings2 /> Chain settings
        </Button>
        {schedule ? (
          <Button variant="ghost" size="sm" className="max-w-56 max-md:hidden" onClick={onSettings}>
            <CalendarClock /> <span className="truncate">{schedule}</span>
          </Button>
        ) : null}
        {extra}
      </span>
    </div>
  );
}
