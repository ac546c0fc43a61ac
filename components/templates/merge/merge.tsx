"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { plural } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { PageHead } from "@/components/shell/page";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { MergePlace } from "@/server/core/merge/merge-values";
import type { TemplateUpdate } from "@/server/services/templates/template-view";
import { Readme } from "../readme";
import { MergeBar } from "./merge-bar";
import { MergeFoot } from "./merge-foot";
import { MergeSteps } from "./merge-steps";
import { MergeText } from "./merge-text";
import { useMerge } from "./use-merge";

/** Yours, the result and the author's, step by step. */
export function Merge({ update }: { update: TemplateUpdate }) {
  const { base, theirs, chain, title } = update;
  const merge = useMerge(update);
  const [before, setBefore] = useState(true);
  const frame = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F8") return;
      event.preventDefault();
      goToConflict(frame.current, event.shiftKey ? -1 : 1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
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
        about={merge.bySteps ? aboutWords(merge.places) : "The texts cannot be merged by steps: write the result."}
        actions={
          <Button asChild>
            <Link href={`/chains/${chain.id}`}>Keep version {base.number}</Link>
          </Button>
        }
      />
      {theirs.notes ? (
        <Card aria-label="What is new" className="mb-4 p-4 text-13">
          <h2 className="mb-1 font-semibold">
            What is new
            <span className="ml-2 text-12 font-normal text-muted-foreground">
              by {theirs.author ?? "Chainwright"}, <Time at={theirs.createdAt} />
            </span>
          </h2>
          <Readme markdown={theirs.notes} />
        </Card>
      ) : null}
      <MergeBar
        {...{ ...merge, before, installed: base.number }}
        onBefore={setBefore}
        onView={merge.setView}
        onGo={(step) => goToConflict(frame.current, step)}
      />
      {merge.view === "text" ? (
        <MergeText text={merge.text} onChange={merge.write} onStartAgain={merge.bySteps ? merge.startAgain : null} />
      ) : (
        <MergeSteps
          ref={frame}
          {...{ ...merge, before }}
          columns={[
            `version ${base.number}, changed`,
            `becomes version ${chain.version + 1}`,
            `version ${theirs.number}`,
          ]}
          onChoose={merge.choose}
        />
      )}
      <MergeFoot update={update} merged={merge.merged} open={merge.open} />
    </>
  );
}

function aboutWords(places: readonly MergePlace[]): string {
  const count = (...by: MergePlace["by"][]) => places.filter((place) => by.includes(place.by)).length;
  const conflicts = count("conflict");
  const changed = `The author changed ${plural(count("theirs", "both", "conflict"), "place")}, you changed ${count("yours", "both", "conflict")} since you installed it.`;
  if (conflicts === 0) return `${changed} None was changed by both in different ways.`;
  return `${changed} ${conflicts === 1 ? "One was" : `${conflicts} were`} changed by both: decide there.`;
}

/** Moves the focus to the next conflict, or around the end to the first. */
function goToConflict(frame: HTMLElement | null, step: 1 | -1): void {
  const all = [...(frame?.querySelectorAll<HTMLElement>("[data-conflict]") ?? [])];
  const at = all.findIndex((place) => place.contains(document.activeElement));
  const next = all[(at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % (all.length || 1)];
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}
