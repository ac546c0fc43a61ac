"use client";

import { ArrowRight, ChevronDown, ChevronUp } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo, useRef, useState } from "react";
import { plural } from "@/components/shared/format";
import { PageHead } from "@/components/shell/page";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Kbd } from "@/components/ui/kbd";
import { type MergeChoice, mergedText, mergeTexts } from "@/server/core/merge/merge";
import type { TemplateUpdate } from "@/server/services/templates/template-view";
import { Readme } from "../readme";
import { MergeFoot } from "./merge-foot";
import { MergePlaceRow } from "./place-row";
import { choiceAt, placesOf } from "./places";

/** Yours, the result and the author's, place by place. */
export function Merge({ update }: { update: TemplateUpdate }) {
  const { base, yours, theirs, chain, title } = update;
  const regions = useMemo(() => mergeTexts(base.source, yours, theirs.source), [base.source, yours, theirs.source]);
  const places = useMemo(() => placesOf(regions), [regions]);
  const [choices, setChoices] = useState<ReadonlyMap<number, MergeChoice>>(new Map());
  const frame = useRef<HTMLOListElement>(null);
  const conflicts = places.filter(({ region }) => region.type === "conflict");
  const open = conflicts.filter((place) => choiceAt(place, choices) === null);
  const merged = mergedText(regions, choices);
  const go = (step: 1 | -1) => goToConflict(frame.current, step);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F8") return;
      event.preventDefault();
      goToConflict(frame.current, event.shiftKey ? -1 : 1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const count = (by: string) => places.filter(({ region }) => region.type === "changed" && region.by === by).length;
  const both = conflicts.length + count("both");
  return (
    <>
      <title>{`Take version ${theirs.number} of ${title} · Chainwright`}</title>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            {chain.name}
            <Badge className="font-mono">v{base.number}</Badge>
            <ArrowRight className="size-4" aria-label="to" />
            <Badge className="s-running bg-tone-soft font-mono text-tone">v{theirs.number}</Badge>
          </span>
        }
        about={`The author changed ${plural(count("theirs") + both, "place")}, you changed ${plural(count("yours") + both, "place")} since you installed it. ${conflictWords(conflicts.length)}`}
        actions={
          <Button asChild>
            <Link href={`/chains/${chain.id}`}>Keep version {base.number}</Link>
          </Button>
        }
      />
      {theirs.notes ? (
        <Card aria-label="What is new" className="mb-4 p-4 text-13">
          <h2 className="mb-1 font-semibold">What is new</h2>
          <Readme markdown={theirs.notes} />
        </Card>
      ) : null}
      <div className="mb-3 flex flex-wrap items-center gap-2 text-13">
        <span role="status">
          {open.length > 0 ? (
            <span className="font-medium text-failed">{plural(open.length, "conflict")} open</span>
          ) : (
            "No conflict is open"
          )}
          <span className="text-muted-foreground">
            {" "}
            · {conflicts.length - open.length} decided · {places.length - conflicts.length} taken by themselves
          </span>
        </span>
        <span className="ml-auto flex gap-1">
          <Button variant="ghost" size="sm" disabled={conflicts.length === 0} onClick={() => go(-1)}>
            <ChevronUp /> Previous
          </Button>
          <Button variant="ghost" size="sm" disabled={conflicts.length === 0} onClick={() => go(1)}>
            <ChevronDown /> Next conflict <Kbd>F8</Kbd>
          </Button>
        </span>
      </div>
      {places.length === 0 ? (
        <Card>
          <Empty title="Nothing to merge">Your copy says what the newest version says.</Empty>
        </Card>
      ) : (
        <ol ref={frame} aria-label="Changed places" className="flex flex-col gap-3">
          {places.map((place) => (
            <MergePlaceRow
              key={place.index}
              place={place}
              choice={choiceAt(place, choices)}
              onChoose={(choice) => setChoices(new Map(choices).set(place.index, choice))}
            />
          ))}
        </ol>
      )}
      <MergeFoot update={update} merged={merged} open={open.length} />
    </>
  );
}

const conflictWords = (count: number): string =>
  count === 0
    ? "No place was changed by both in different ways."
    : `${count === 1 ? "One place was" : `${count} places were`} changed by both: decide there.`;

/** Moves the focus to the next conflict, or around the end to the first. */
function goToConflict(frame: HTMLElement | null, step: 1 | -1): void {
  const all = [...(frame?.querySelectorAll<HTMLElement>("[data-conflict]") ?? [])];
  const at = all.findIndex((place) => place.contains(document.activeElement));
  const next = all[(at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % (all.length || 1)];
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}
