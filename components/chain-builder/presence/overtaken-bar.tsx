"use client";

import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { unixLines } from "../draft/use-draft";
import { CompareDialog } from "../versions/compare-draft";
import { useEditing } from "./presence-scene";

export interface OvertakenBarProps {
  chainId: string;
  text: string;
  /** The version that the draft changes. */
  base: number;
  /** Whether there are changes of one's own. */
  changed: boolean;
  /** One's own version is on its way: no news of it. */
  saving: boolean;
  onTake(newest: { number: number; text: string }): void;
}

/** Somebody published while one edits: look at it, take it, or go on with one's own. */
export function OvertakenBar({ chainId, text, base, changed, saving, onTake }: OvertakenBarProps) {
  const trpc = useTRPC();
  const [kept, setKept] = useState(0);
  const [comparing, setComparing] = useState(false);
  const newest = useEditing()?.newest ?? null;
  const overtaken = !saving && newest !== null && newest.number > base && newest.number > kept;
  const version = useQuery({
    ...trpc.chains.version.queryOptions({ id: chainId, number: newest?.number ?? 1 }),
    enabled: overtaken,
  });
  if (!overtaken) return null;
  const theirs = version.data ? { number: newest.number, text: unixLines(version.data.source) } : null;
  return (
    <div
      role="status"
      className="s-waiting mx-5 mb-3 flex flex-wrap items-center gap-x-2.5 gap-y-2 rounded-md border border-tone-line bg-tone-soft px-3 py-2 text-13 max-md:mx-3"
    >
      <GitCompareArrows className="size-4 flex-none text-tone" aria-hidden />
      <span className="min-w-0 flex-1 max-md:basis-[80%]">
        {newest.by ?? "Somebody"} published version {newest.number}.{" "}
        {changed ? `Your draft changes version ${base} and does not have it.` : `You see version ${base}.`}
      </span>
      <Button size="sm" disabled={!theirs} onClick={() => setComparing(true)}>
        Compare
      </Button>
      <Button size="sm" disabled={!theirs} onClick={() => theirs && onTake(theirs)}>
        {changed ? "Take it, drop mine" : "Show it"}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => setKept(newest.number)}>
        {changed ? "Keep mine" : "Not now"}
      </Button>
      {theirs ? (
        <CompareDialog open={comparing} onClose={() => setComparing(false)} text={text} newest={theirs} />
      ) : null}
    </div>
  );
}
