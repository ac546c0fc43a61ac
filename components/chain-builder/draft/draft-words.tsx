"use client";

import { History } from "lucide-react";
import { useNow } from "@/components/shared/clock";
import { formatSpan } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { Button } from "@/components/ui/button";
import { type DraftState, draftWords } from "./draft-state";

/** Where the changes are by now. */
export function DraftWhere({ state }: { state: DraftState }) {
  const now = useNow("slow");
  const { base, stored } = state;
  switch (draftWords(state)) {
    case "unchanged":
      return <>This is version {base.number}, the newest</>;
    case "storing":
      return <>Keeping the draft · changes version {base.number}</>;
    case "stored":
      return (
        <span suppressHydrationWarning>
          Draft kept {ago(stored?.at ?? now, now)} · changes version {base.number}
        </span>
      );
    case "here only":
      return (
        <span role="status" className="text-waiting">
          The server does not answer: the draft is kept in this browser, and sent when it does
        </span>
      );
  }
}

function ago(at: number, now: number): string {
  const ms = Math.max(0, (now || at) - at);
  return ms < 1000 ? "just now" : `${formatSpan(ms)} ago`;
}

export interface FoundDraftBarProps {
  state: DraftState;
  onKeep(): void;
  onDiscard(): void;
}

/** What an earlier visit left behind: go on with it, or drop it. */
export function FoundDraftBar({ state, onKeep, onDiscard }: FoundDraftBarProps) {
  if (state.foundAt === null) return null;
  const overtaken = state.base.number < state.newest.number;
  return (
    <div
      role="status"
      className="s-waiting mx-5 mb-3 flex flex-wrap items-center gap-x-2.5 gap-y-2 rounded-md border border-tone-line bg-tone-soft px-3 py-2 text-13 max-md:mx-3"
    >
      <History className="size-4 flex-none text-tone" aria-hidden />
      <span className="min-w-0 flex-1 max-md:basis-[80%]">
        Unsaved changes from <Time at={state.foundAt} />
        {overtaken
          ? `. They change version ${state.base.number}; version ${state.newest.number} has been published since.`
          : null}
      </span>
      <Button size="sm" onClick={onKeep}>
        Keep
      </Button>
      <Button size="sm" variant="ghost" onClick={onDiscard}>
        Discard
      </Button>
    </div>
  );
}
