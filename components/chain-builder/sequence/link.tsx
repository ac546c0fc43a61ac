"use client";

import {
  AppWindow,
  Braces,
  ChevronDown,
  CircleCheck,
  FileText,
  Infinity as InfinityIcon,
  OctagonX,
  Plus,
} from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Dependency } from "../edits/steps-of";
import type { Card, Passed } from "./sequence-cards";

const TRIGGERS = {
  success: { word: "On success", icon: CircleCheck, tone: "[&>svg:first-child]:text-succeeded" },
  failure: { word: "On failure", icon: OctagonX, tone: "border-failed-line text-failed" },
  always: { word: "Always", icon: InfinityIcon, tone: "" },
} as const;

const PASSED = { result: Braces, files: FileText, browser: AppWindow } as const;

export interface LinkProps {
  card: Card;
  onTrigger(on: Dependency["on"]): void;
  onInsert(): void;
}

/** The link from the card above: on which of its ends this one runs, and what it gets. */
export function Link({ card, onTrigger, onInsert }: LinkProps) {
  const { link } = card;
  if (!link) return null;
  const on = link.kind === "trigger" ? link.on : null;
  return (
    <div className="group/link relative ml-[49px] flex h-11 items-center gap-2 max-md:ml-[39px]">
      <LinkMark
        className={cn(
          "-my-[9px] h-[62px] w-5 flex-none text-input",
          on === "failure" && "text-failed-solid",
          on === "always" && "text-foreground-2",
        )}
        wire={link.kind === "words"}
      />
      {link.kind === "trigger" ? (
        <TriggerMenu title={card.title} on={link.on} onTrigger={onTrigger} />
      ) : (
        <span className="min-w-0 truncate text-12 text-muted-foreground">{link.words}</span>
      )}
      <Passes passes={link.passes} />
      <Button
        variant="ghost"
        size="icon-xs"
        className="ml-auto opacity-60 group-hover/link:opacity-100 focus-visible:opacity-100 max-md:opacity-100"
        aria-label={`Insert a step above ${card.title}`}
        onClick={onInsert}
      >
        <Plus />
      </Button>
    </div>
  );
}

function TriggerMenu({
  title,
  on,
  onTrigger,
}: {
  title: string;
  on: Dependency["on"];
  onTrigger(on: Dependency["on"]): void;
}) {
  const { word, icon: Icon, tone } = TRIGGERS[on];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`${word}: when ${title} runs`}
        className={cn(
          "inline-flex h-6 flex-none items-center gap-1.5 rounded-full border border-border-strong bg-card pr-1.5 pl-2 text-12 font-medium text-foreground-2 hover:border-input [&_svg]:size-[13px]",
          tone,
        )}
      >
        <Icon aria-hidden />
        {word}
        <ChevronDown aria-hidden />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {(["success", "failure", "always"] as const).map((one) => {
          const Item = TRIGGERS[one].icon;
          return (
            <DropdownMenuItem key={one} onSelect={() => onTrigger(one)}>
              <Item aria-hidden /> {TRIGGERS[one].word}
              {one === on ? <span className="ml-auto text-12 text-muted-foreground">now</span> : null}
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Passes({ passes }: { passes: readonly Passed[] }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5 text-12 text-muted-foreground">
      {passes.map((one, index) => {
        const Icon = PASSED[one];
        return (
          <span key={one} className={cn("flex items-center gap-1", index > 0 && "max-md:hidden")}>
            <Icon className="size-[13px]" aria-hidden />
            {one}
          </span>
        );
      })}
    </span>
  );
}

/** Two links that hold each other; a bare wire where the order is not simply from above. */
function LinkMark({ className, wire }: { className: string; wire: boolean }) {
  return (
    <svg viewBox="0 0 20 62" aria-hidden className={cn("pointer-events-none z-1", className)}>
      {wire ? (
        <path d="M10 8V54" className="fill-none stroke-current" strokeWidth="1.5" strokeDasharray="3 4" />
      ) : (
        <>
          <rect x="5" y="2" width="10" height="58" rx="5" className="fill-background" />
          <path
            className="fill-none stroke-current"
            strokeWidth="2"
            d="M15.06 32.22A6 6 0 0 1 4 29V7A6 6 0 0 1 16 7V29.2"
          />
          <path
            className="fill-none stroke-current"
            strokeWidth="2"
            d="M4.94 29.78A6 6 0 0 1 16 33V55A6 6 0 0 1 4 55V32.8"
          />
        </>
      )}
    </svg>
  );
}
