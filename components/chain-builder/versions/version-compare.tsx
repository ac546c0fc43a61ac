"use client";

import { Columns2, Rows2, Workflow } from "lucide-react";
import { useMemo, useState } from "react";
import { PlanGraph } from "@/components/shared/plan-graph";
import { Empty } from "@/components/ui/empty";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { changesBetween, type DefinitionChanges } from "@/server/core/definition/changes";
import { graphDiff } from "./graph-diff";
import { TextDiff } from "./text-diff";
import { useCompiled } from "./use-compiled";

export interface VersionText {
  /** `version 3`, `your draft`. */
  label: string;
  text: string;
}

const VIEWS = ["unified", "beside", "graph"] as const;
type View = (typeof VIEWS)[number];

/** What is different between two texts of a chain: in words, line by line, and as a graph. */
export function VersionCompare({ before, after }: { before: VersionText; after: VersionText }) {
  const [view, setView] = useState<View>("unified");
  const changes = useMemo(() => changesBetween(before.text, after.text), [before.text, after.text]);
  const label = `From ${before.label} to ${after.label}`;
  if (before.text === after.text) {
    return <Empty title="No difference">{`${capital(after.label)} says the same as ${before.label}.`}</Empty>;
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b px-4 py-3">
        <div className="min-w-0 flex-1 max-md:basis-full">
          <h2 className="text-13 font-semibold">{label}</h2>
          <Summary changes={changes} />
        </div>
        <Segmented
          label="Show the changes as"
          value={view}
          onValueChange={setView}
          options={[
            { value: "unified", label: <Option icon={Rows2} word="Unified" /> },
            { value: "beside", label: <Option icon={Columns2} word="Side by side" /> },
            { value: "graph", label: <Option icon={Workflow} word="Graph" /> },
          ]}
        />
      </div>
      {view === "graph" ? (
        <GraphChanges before={before.text} after={after.text} changes={changes} />
      ) : (
        <TextDiff before={before.text} after={after.text} beside={view === "beside"} label={label} />
      )}
    </div>
  );
}

function Option({ icon: Icon, word }: { icon: typeof Rows2; word: string }) {
  return (
    <>
      <Icon aria-hidden /> {word}
    </>
  );
}

function Summary({ changes }: { changes: DefinitionChanges | null }) {
  if (!changes) return <p className="text-12 text-muted-foreground">One of the texts has an error.</p>;
  const { added, removed, changed, settings, reordered } = changes;
  const titles = (steps: typeof added) => steps.map(({ title }) => title).join(", ");
  const rows: [string, string][] = [
    ["Added", titles(added)],
    ["Removed", titles(removed)],
    ["Changed", changed.map(({ title, keys }) => `${title} (${keys.join(", ")})`).join(", ")],
    ["Settings", settings.map((key) => key.replaceAll("_", " ")).join(", ")],
    ["Order", reordered ? "steps stand in another order" : ""],
  ];
  const told = rows.filter(([, words]) => words !== "");
  if (told.length === 0) return <p className="text-12 text-muted-foreground">It says the same, written otherwise.</p>;
  return (
    <dl className="mt-0.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-12">
      {told.map(([name, words]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="wrap-anywhere">{words}</dd>
        </div>
      ))}
    </dl>
  );
}

interface GraphChangesProps {
  before: string;
  after: string;
  changes: DefinitionChanges | null;
}

function GraphChanges({ before, after, changes }: GraphChangesProps) {
  const [old, now] = [useCompiled(before, true), useCompiled(after, true)];
  const [oldGraph, graph] = [old.data?.graph, now.data?.graph];
  const both = useMemo(() => {
    const changed = changes?.changed.map(({ id }) => id) ?? [];
    return oldGraph && graph ? graphDiff(oldGraph, graph, changed) : null;
  }, [oldGraph, graph, changes]);
  if (both) return <PlanGraph steps={both.steps} marks={both.marks} className="h-[min(560px,60dvh)]" />;
  if (old.isLoading || now.isLoading) return <Skeleton className="m-4 h-40" />;
  return <Empty title="No graph">One of the texts does not compile now.</Empty>;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
